package serai.check.walk;

import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;
import serai.model.LearningRecord;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What is known of one sample while it goes through routes. */
final class SampleState {

    final Exchange exchange;
    /** Names of headers that are set, in lower case, since Camel ignores the case. */
    final Set<String> headers;
    /** Names of exchange properties that a step has set to a value that is not known. */
    final Set<String> unknownProperties = new TreeSet<>();
    /** Whether there may be headers that no step has set: those of a request, or of an answer. */
    boolean othersToo;
    /** Whether the sample is in the page of a period, whose headers hold for records of all types. */
    boolean ofPeriod;
    boolean bodyKnown;
    /** Whether the body is certainly no learning record, and no list of them, though its content is not known. */
    boolean noRecord;
    /** Whether a step has been passed whose outcome is not known, so that nothing can be said of where the sample ends. */
    boolean unsure;
    /** The route in which the sample began. */
    @Nullable
    NamedNode entry;
    boolean named;
    boolean sent;
    boolean stopped;
    /** Whether the sample can't come this way, since a condition is known not to hold. */
    boolean impossible;
    /** Whether the sample's texts have characters that mean something in JSON, XML and the like. */
    boolean difficult;
    /** The destinations that may be named for the sample; shared by all copies. */
    final Set<String> destinations;
    /** Whether the sample would not come this way, since it is of the other platform. */
    boolean elsewhere;

    SampleState(Exchange exchange) {
        this(exchange, new TreeSet<>(), new TreeSet<>());
    }

    private SampleState(Exchange exchange, Set<String> headers, Set<String> destinations) {
        this.exchange = exchange;
        this.headers = headers;
        this.destinations = destinations;
    }

    /** The same sample, for a branch whose outcome does not count. */
    SampleState copy() {
        SampleState copy = new SampleState(ExchangeHelper.createCopy(exchange, true), new TreeSet<>(headers), destinations);
        copy.unknownProperties.addAll(unknownProperties);
        copy.othersToo = othersToo;
        copy.bodyKnown = bodyKnown;
        copy.noRecord = noRecord;
        copy.ofPeriod = ofPeriod;
        copy.entry = entry;
        copy.unsure = true;
        copy.impossible = impossible;
        copy.difficult = difficult;
        return copy;
    }

    /** The same sample, for a branch that it does not take. */
    SampleState elsewhere() {
        SampleState copy = copy();
        copy.impossible = true;
        return copy;
    }

    /** @param header null if the step names none, which another rule reports */
    void set(@Nullable String header, @Nullable Object value) {
        if (header == null) {
            return;
        }
        exchange.getMessage().setHeader(header, value);
        headers.add(header.toLowerCase(Locale.ROOT));
    }

    void setProperty(String name, @Nullable Object value, boolean known) {
        exchange.setProperty(name, value);
        if (known) {
            unknownProperties.remove(name);
        } else {
            unknownProperties.add(name);
        }
    }

    /** Whether the expression's text names a property whose value is not known. */
    boolean namesUnknownProperty(String text) {
        return unknownProperties.stream().anyMatch(name -> text.contains("exchangeProperty." + name));
    }

    /** Notes that the body is now something unknown, but no learning record. */
    void loseRecord() {
        bodyKnown = false;
        noRecord = true;
    }

    /** Whether it is certain that the body can't be translated, or kept, as a learning record. */
    boolean hasNoRecord() {
        if (!bodyKnown) {
            return noRecord;
        }
        Object body = exchange.getMessage().getBody();
        return body != null && !(body instanceof LearningRecord)
                && !(body instanceof List<?> list && list.stream().allMatch(LearningRecord.class::isInstance));
    }

    boolean hasHeader(String name) {
        return headers.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Notes that a step may have changed body and headers in ways that are not known. */
    void loseSight() {
        bodyKnown = false;
        noRecord = false;
        othersToo = true;
    }
}
