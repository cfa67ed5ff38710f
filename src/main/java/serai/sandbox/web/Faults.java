package serai.sandbox.web;

import io.vertx.ext.web.RoutingContext;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The faults that are to come: each request takes the next one, in order. Safe for use by several threads. */
public final class Faults {

    private static final String RESET = "serai.sandbox.reset";

    private final Queue<Fault> script = new ConcurrentLinkedQueue<>();
    private final Map<String, Answer> byContent = new ConcurrentHashMap<>();
    private volatile Duration delay = Duration.ZERO;

    private sealed interface Fault {
    }

    private record Answer(int status, Map<String, String> headers, String body) implements Fault {
        void to(RoutingContext request) {
            headers.forEach(request.response()::putHeader);
            request.response().setStatusCode(status).end(body);
        }
    }

    private record Reset(boolean handledBefore) implements Fault {
    }

    public void answersNext(int status, Map<String, String> headers) {
        script.add(new Answer(status, Map.copyOf(headers), ""));
    }

    public void answersWhereBodyHas(String text, int status, String body) {
        byContent.put(text, new Answer(status, Map.of(), body));
    }

    public void resetsNext(boolean handledBefore) {
        script.add(new Reset(handledBefore));
    }

    public void delays(Duration time) {
        delay = time;
    }

    public void clear() {
        script.clear();
        byContent.clear();
        delay = Duration.ZERO;
    }

    /**
     * Applies the next fault, if there is one. Called after the body was read: no client sees a fault before it has sent
     * everything.
     */
    public void apply(RoutingContext request) {
        if (delay.toMillis() > 0) {
            request.vertx().setTimer(delay.toMillis(), unused -> play(request));
        } else {
            play(request);
        }
    }

    /** Whether to cut the connection instead of answering. */
    static boolean resets(RoutingContext request) {
        return request.get(RESET) != null;
    }

    private void play(RoutingContext request) {
        Fault next = script.poll();
        if (next instanceof Answer answer) {
            answer.to(request);
        } else if (next instanceof Reset reset && !reset.handledBefore()) {
            request.request().connection().close();
        } else {
            if (next instanceof Reset) {
                request.put(RESET, true);
            }
            byContent(request).ifPresentOrElse(answer -> answer.to(request), request::next);
        }
    }

    private Optional<Answer> byContent(RoutingContext request) {
        String body = byContent.isEmpty() ? null : request.body().asString();
        return body == null ? Optional.empty() : byContent.entrySet().stream()
                .filter(fault -> body.contains(fault.getKey())).map(Map.Entry::getValue).findFirst();
    }
}
