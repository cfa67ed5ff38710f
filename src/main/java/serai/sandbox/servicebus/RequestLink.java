package serai.sandbox.servicebus;

import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.message.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;

/** A link on which a client sends requests to a node. The answers are sent on the client's reply link for that node. */
final class RequestLink implements LinkEnd {

    private static final Logger LOG = LoggerFactory.getLogger(RequestLink.class);
    private static final int CREDIT = 100;

    private final Receiver link;
    private final RequestNode node;
    private final ReplyLinks replyLinks;
    private final String path;

    RequestLink(Receiver link, String path, RequestNode node, ReplyLinks replyLinks) {
        this.link = link;
        this.path = path;
        this.node = node;
        this.replyLinks = replyLinks;
        link.flow(CREDIT);
    }

    @Override
    public void onDelivery(Delivery delivery) {
        if (delivery.isPartial() || !delivery.isReadable()) {
            return;
        }
        byte[] encoded = LinkEnd.receive(link, delivery);
        delivery.disposition(Accepted.getInstance());
        delivery.settle();
        Message request = Message.Factory.create();
        request.decode(encoded, 0, encoded.length);
        RequestNode.Answer answer = answer(request);
        LOG.debug("{} answers {} {}", path, answer.status(), answer.description());
        replyLinks.send(path, request.getReplyTo(), answer.to(request));
    }

    private RequestNode.Answer answer(Message request) {
        Map<String, Object> properties = request.getApplicationProperties() == null ? Map.of()
                : request.getApplicationProperties().getValue();
        Object operation = properties.get("operation");
        if (operation == null) {
            return RequestNode.Answer.bad("The request names no operation.");
        }
        return node.answer(operation.toString(), properties, request.getBody() instanceof AmqpValue body ? body.getValue() : null);
    }
}
