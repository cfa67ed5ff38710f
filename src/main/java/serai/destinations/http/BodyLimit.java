package serai.destinations.http;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import serai.journal.attempt.Attempt;

import java.nio.charset.StandardCharsets;

/**
 * Limits the bytes of a batch. A larger batch is refused before it is sent, so that the journal gives it again in halves. A
 * single record always passes; the destination decides whether it is too large. The body becomes the bytes that were counted.
 */
public final class BodyLimit implements Processor {

    private int maxBytes = Integer.MAX_VALUE;

    /**
     * @param maxBytes greatest length of the body before compression
     * @throws IllegalArgumentException if it is less than 1
     */
    public void setMaxBytes(int maxBytes) {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("must be at least 1 byte");
        }
        this.maxBytes = maxBytes;
    }

    /** @throws BodyTooLargeException if the batch is larger and can be divided */
    @Override
    public void process(Exchange exchange) throws Exception {
        byte[] body = exchange.getMessage().getMandatoryBody(String.class).getBytes(StandardCharsets.UTF_8);
        Attempt attempt = exchange.getProperty(Attempt.PROPERTY, Attempt.class);
        if (body.length > maxBytes && attempt != null && attempt.records() > 1) {
            throw new BodyTooLargeException(attempt.records(), body.length, maxBytes);
        }
        exchange.getMessage().setBody(body);
    }
}
