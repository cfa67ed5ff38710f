package serai.sandbox.servicebus;

import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.transport.AmqpError;
import org.apache.qpid.proton.message.Message;
import org.jspecify.annotations.Nullable;
import serai.sandbox.servicebus.queue.Sections;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A node that answers requests: Request-Reply (EIP) over a pair of links. */
interface RequestNode {

    /** A topic's management node. It implements no operation; clients could ask it to schedule messages. */
    RequestNode WITHOUT_OPERATIONS = (operation, properties, body) -> Answer.notImplemented(operation);

    /**
     * @param properties the request's application properties, the operation among them
     * @param body       the value in the request's body; null if there is none
     */
    Answer answer(String operation, Map<String, Object> properties, @Nullable Object body);

    /**
     * An answer with an HTTP status.
     *
     * @param condition the error's condition; null if the answer isn't an error
     * @param body      the body's value; null for none
     */
    record Answer(int status, String description, @Nullable Symbol condition, @Nullable Object body) {

        static Answer of(int status, String description) {
            return new Answer(status, description, null, null);
        }

        static Answer ok(@Nullable Object body) {
            return new Answer(200, "OK", null, body);
        }

        static Answer unauthorized(String description) {
            return new Answer(401, description, AmqpError.UNAUTHORIZED_ACCESS, null);
        }

        static Answer bad(String description) {
            return new Answer(400, description, AmqpError.INVALID_FIELD, null);
        }

        static Answer lockLost() {
            return new Answer(410, Errors.LOCK_LOST_TEXT, Errors.LOCK_LOST, null);
        }

        static Answer notImplemented(String what) {
            return new Answer(501, Errors.notImplemented(what).getDescription(), AmqpError.NOT_IMPLEMENTED, null);
        }

        /** The answer as a message. Its correlation id has the type of the request's message id, which differs by SDK. */
        byte[] to(Message request) {
            Message message = Message.Factory.create();
            message.setCorrelationId(request.getMessageId());
            Map<String, Object> properties = new HashMap<>(Map.of("statusCode", status, "statusDescription", description));
            if (condition != null) {
                properties.put("errorCondition", condition);
            }
            message.setApplicationProperties(new ApplicationProperties(properties));
            message.setBody(new AmqpValue(body));
            return Sections.write(List.of(message.getProperties(), message.getApplicationProperties(), message.getBody()),
                    new byte[0]);
        }
    }
}
