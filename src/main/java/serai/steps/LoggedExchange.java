package serai.steps;

import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.model.FailureText;
import serai.model.LearningRecord;
import serai.model.ShowableMessage;
import serai.model.text.VisibleLine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An exchange on its way through a logged route: what records it has carried, and whether its body is still made of them. The
 * exchange and its copies share it. Safe for use by several threads.
 */
final class LoggedExchange {

    static final String PROPERTY = "serai.step.log";

    /** If there are more copies of an exchange at the same time, a line may repeat what has not changed. */
    private static final int COPIES_MAX = 100;
    private static final Pattern LEADING = Pattern.compile("^.*-0*(?=.)");

    private final String route;
    private final ShownMessage shown;
    private final Clock clock;
    private final Logger log;
    private final Instant begun;
    private final Set<LearningRecord> records = new LinkedHashSet<>();
    private @Nullable Set<String> values;
    private boolean valuesKnown;
    private boolean foreign;
    private @Nullable Throwable told;
    /** What the last line of each exchange has shown, by its id. */
    private final Map<String, Lines> last = new LinkedHashMap<>() {

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Lines> eldest) {
            return size() > COPIES_MAX;
        }
    };

    private record Lines(Map<String, String> headers, String body) {
    }

    LoggedExchange(String route, ShownMessage shown, Clock clock) {
        this.route = route;
        this.shown = shown;
        this.clock = clock;
        this.log = LoggerFactory.getLogger("serai.steps." + route);
        this.begun = clock.instant();
    }

    boolean isOf(String id) {
        return route.equals(id);
    }

    void begins(Exchange exchange) {
        tell(exchange, route + " begins");
    }

    void step(StepPlace place, Exchange exchange) {
        tell(exchange, place.told());
    }

    private synchronized void tell(Exchange exchange, String what) {
        long elapsed = elapsed();
        Object body = exchange.getMessage().getBody();
        look(body);
        Map<String, String> headers = shown.headers(exchange.getMessage(), values());
        String text = shown.body(body, values(), foreign);
        if (shown.all()) {
            log.info("{} +{} ms {}: headers {}, body {}", exchange.getExchangeId(), elapsed, what, headers, text);
            return;
        }
        Lines before = last.put(exchange.getExchangeId(), new Lines(headers, text));
        log.info("{} +{} ms {}{}", number(exchange), elapsed, what, changed(before, headers, text));
    }

    /** The number within this process, by which an exchange can be told from others. */
    private String number(Exchange exchange) {
        return shown.all() ? exchange.getExchangeId() : LEADING.matcher(exchange.getExchangeId()).replaceFirst("#");
    }

    /** The headers and the body, as far as the line before has not shown them. */
    private static String changed(@Nullable Lines before, Map<String, String> headers, String body) {
        List<String> all = new ArrayList<>();
        headers.forEach((name, value) -> {
            if (before == null || !value.equals(before.headers.get(name))) {
                all.add(name + "=" + value);
            }
        });
        if (before != null) {
            before.headers.keySet().stream().filter(name -> !headers.containsKey(name)).forEach(name -> all.add("without " + name));
        }
        if (before == null || !before.body.equals(body)) {
            all.add("body " + body);
        }
        return all.isEmpty() ? "" : ": " + String.join(", ", all);
    }

    private long elapsed() {
        return Duration.between(begun, clock.instant()).toMillis();
    }

    private void look(@Nullable Object body) {
        boolean isNew = false;
        if (body instanceof LearningRecord record) {
            isNew = records.add(record);
            foreign = false;
        } else if (body != null && ShownMessage.isRecords(body)) {
            for (Object record : (List<?>) body) {
                isNew |= records.add((LearningRecord) record);
            }
            foreign = false;
        }
        valuesKnown &= !isNew;
    }

    private @Nullable Set<String> values() {
        if (!valuesKnown) {
            values = records.isEmpty() ? null : PersonalValues.of(records);
            valuesKnown = true;
        }
        return values;
    }

    /** Another system has given the body. */
    synchronized void foreign() {
        foreign = true;
    }

    /** A step has failed; the steps around it then fail for the same reason, which is told once. */
    synchronized void failed(StepPlace place, Exchange exchange, Throwable failure) {
        if (told != failure) {
            told = failure;
            log.info("{} +{} ms {} has failed: {}", number(exchange), elapsed(), place.told(), reason(failure));
        }
    }

    void ends(Exchange exchange) {
        Throwable failure = exchange.getException();
        if (failure == null) {
            tell(exchange, route + " ends");
        } else {
            log.info("{} +{} ms {} ends, and has failed: {}", number(exchange), elapsed(), route, reason(failure));
        }
    }

    /** The status or the message; if the message may quote data of an event, only the exception's class unless that is allowed. */
    private String reason(Throwable failure) {
        HttpOperationFailedException http = ObjectHelper.getException(HttpOperationFailedException.class, failure);
        if (http != null) {
            return "HTTP status " + http.getStatusCode();
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (ShowableMessage.of(cause).isPresent()) {
                return VisibleLine.escaped(ShowableMessage.of(cause).get(), "");
            }
        }
        Throwable cause = FailureText.innermost(failure);
        String name = cause.getClass().getSimpleName();
        return shown.personal() ? name + ": " + shown.body(FailureText.firstLine(cause), Set.of(), false) : name;
    }
}
