package serai.journal.component;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.support.DefaultAsyncProducer;
import serai.journal.Appended;
import serai.model.LearningRecord;

import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Appends the body, a {@link LearningRecord}, for the destinations named. The exchange goes on after the commit, on a
 * thread of the journal's unless the caller waits; the property {@value #APPENDED} tells what became of it.
 */
final class JournalProducer extends DefaultAsyncProducer {

    /** Name of the exchange property that holds an {@link Appended}. */
    static final String APPENDED = "serai.appended";

    private final JournalEndpoint endpoint;
    private final Set<String> destinations;

    JournalProducer(JournalEndpoint endpoint, Set<String> destinations) {
        super(endpoint);
        this.endpoint = endpoint;
        this.destinations = Set.copyOf(destinations);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        CompletableFuture<Appended> append;
        try {
            LearningRecord record = exchange.getMessage().getMandatoryBody(LearningRecord.class);
            append = endpoint.journalComponent().journal().append(record, destinations).toCompletableFuture();
        } catch (InvalidPayloadException | RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        if (append.isCompletedExceptionally()) { // refused on this thread: a bound is reached
            append.whenComplete((appended, failure) -> note(exchange, appended, failure));
            callback.done(true);
            return true;
        }
        append.whenComplete((appended, failure) -> {
            note(exchange, appended, failure);
            callback.done(false);
        });
        return false;
    }

    private static void note(Exchange exchange, Appended appended, Throwable failure) {
        if (failure == null) {
            exchange.setProperty(APPENDED, appended);
        } else {
            exchange.setException(failure);
        }
    }
}
