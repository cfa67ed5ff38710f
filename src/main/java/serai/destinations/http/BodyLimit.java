package serai.destinations.http;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import serai.journal.Attempt;

import java.nio.charset.StandardCharsets;

/**
 * Keeps a batch below a number of bytes: one that has more is refused before it is sent, and so comes again in halves. A record
 * by itself always passes; whether it is too large is the destination's to say. The body becomes the bytes that were counted.
 */
public final class BodyLimit implements Processor {

    private int maxBytes = Integer.MAX_VALUE;

    /** @param maxBytes of the body, before any compression; at least 1 */
    public void setMaxBytes(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** @throws BodyTooLargeException if the batch is to be divided */
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
