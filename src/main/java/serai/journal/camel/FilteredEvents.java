package serai.journal.camel;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import serai.journal.Inbox;
import serai.model.LearningRecord;

import java.util.concurrent.ExecutionException;

/**
 * Counts the body, a {@link LearningRecord}, as an event that is left out on purpose: a step of a source's route or of the
 * router. The count is committed before the source acknowledges the event.
 */
public final class FilteredEvents implements Processor {

    private final Inbox inbox;

    public FilteredEvents(Inbox inbox) {
        this.inbox = inbox;
    }

    /**
     * @throws serai.journal.JournalUnavailableException if the journal can't count the event now; the source must not
     *                                                   acknowledge it
     */
    @Override
    public void process(Exchange exchange) throws Exception {
        LearningRecord record = exchange.getMessage().getMandatoryBody(LearningRecord.class);
        PendingAppend receipt = PendingAppend.of(exchange);
        if (receipt != null) {
            receipt.filter(record);
            return;
        }
        try {
            inbox.countFiltered(record.source()).toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }
}
