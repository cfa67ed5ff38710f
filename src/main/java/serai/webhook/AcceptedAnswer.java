package serai.webhook;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * The last step of a webhook's route: answers that the event is accepted, without a body. It removes every header of the message,
 * so that the answer echoes nothing of the request. It is one step, because every step of Camel's costs the event loop something
 * for each event.
 */
public final class AcceptedAnswer implements Processor {

    private static final String NOTHING = "";

    private final int status;

    /** @param status the HTTP status, 200 to 299 */
    public AcceptedAnswer(int status) {
        if (status < 200 || status > 299) {
            throw new IllegalArgumentException("%s is not the status of a success; choose 200 to 299".formatted(status));
        }
        this.status = status;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setBody(NOTHING);
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    }
}
