package serai.journal.component;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.Journal;
import serai.model.Payload;

/**
 * Keeps the body of a request that was no event, with the reason, so that somebody can look at it: a step of an
 * {@code onException}. The answer doesn't wait for it: what was refused is not promised to be kept.
 */
public final class Rejection implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(Rejection.class);

    private final Journal journal;
    private final String source;

    /** @param source name of the source that refuses */
    public Rejection(Journal journal, String source) {
        this.journal = journal;
        this.source = source;
    }

    @Override
    public void process(Exchange exchange) {
        Throwable reason = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        byte[] body = exchange.getMessage().getBody(byte[].class);
        journal.reject(source, reason == null ? "unknown" : reason.getMessage(),
                        Payload.of(body == null ? new byte[0] : body))
                .whenComplete((kept, failure) -> {
                    if (failure != null) {
                        LOG.debug("A refused body of source {} could not be kept", source, failure);
                    }
                });
    }
}
