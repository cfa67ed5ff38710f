package serai.journal.camel;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;
import serai.journal.Appended;
import serai.model.LearningRecord;

import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Names destinations for the body, a {@link LearningRecord}. The {@link PendingAppend} collects the names, and the record is
 * appended once for all of them at the end of the route in which the exchange began. If the exchange began in no route, the
 * producer appends the record at once; the exchange goes on after the commit, on a thread of the journal's unless the caller
 * waits.
 */
final class JournalProducer extends DefaultAsyncProducer {

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
            PendingAppend receipt = PendingAppend.of(exchange);
            if (receipt != null) {
                receipt.name(record, destinations);
                callback.done(true);
                return true;
            }
            append = endpoint.journalComponent().journal().append(record, destinations).toCompletableFuture();
        } catch (PendingAppend.LateException e) {
            endpoint.journalComponent().unkept().late(e);
            exchange.setException(e);
            callback.done(true);
            return true;
        } catch (InvalidPayloadException | RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        if (append.isCompletedExceptionally()) { // refused on this thread, since a bound is reached
            var unused = append.whenComplete((appended, failure) -> note(exchange, appended, failure));
            callback.done(true);
            return true;
        }
        var unused = append.whenComplete((appended, failure) -> {
            note(exchange, appended, failure);
            callback.done(false);
        });
        return false;
    }

    private static void note(Exchange exchange, @Nullable Appended appended, @Nullable Throwable failure) {
        if (failure == null) {
            exchange.setProperty(AppendAtRouteEnd.APPENDED, appended);
        } else {
            exchange.setException(failure);
        }
    }
}
