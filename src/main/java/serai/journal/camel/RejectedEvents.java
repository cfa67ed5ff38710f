package serai.journal.camel;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.JournalWriter;
import serai.model.LearningRecord;
import serai.model.Payload;

/**
 * Keeps the body of a request that was no event, with the reason, so that an operator can look at it: a step of an
 * {@code onException}. The answer does not wait for the commit, because Serai does not promise to keep a refused body.
 */
public final class RejectedEvents implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(RejectedEvents.class);

    private final JournalWriter journal;
    private final String source;

    /** @param source name of the source that refuses */
    public RejectedEvents(JournalWriter journal, String source) {
        this.journal = journal;
        this.source = source;
    }

    @Override
    public void process(Exchange exchange) {
        Throwable reason = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        String told = reason == null ? null : reason.getMessage();
        journal.reject(source, told == null ? "unknown" : told, payload(exchange))
                .whenComplete((kept, failure) -> {
                    if (failure != null) {
                        LOG.debug("A refused body of source {} could not be kept", source, failure);
                    }
                });
    }

    /** The body as received: a body that could not be decoded is still in the message, and a record holds its payload. */
    private static Payload payload(Exchange exchange) {
        PendingAppend receipt = PendingAppend.of(exchange);
        LearningRecord event = receipt == null ? null : receipt.onlyEvent(); // the route may have changed the body meanwhile
        if (event == null && exchange.getMessage().getBody() instanceof LearningRecord record) {
            event = record;
        }
        Payload raw = event == null ? null : event.raw();
        if (raw != null) {
            return raw;
        }
        byte[] body = event == null ? exchange.getMessage().getBody(byte[].class) : null;
        return Payload.of(body == null ? new byte[0] : body);
    }
}
