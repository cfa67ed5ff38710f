package serai.sandbox.servicebus;

import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Sender;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The links of one connection on which answers are sent. */
final class ReplyLinks {

    private final List<Reply> links = new ArrayList<>();
    private long sent;

    private record Reply(String node, Sender link) {

        boolean isAt(String address) {
            return address != null && link.getRemoteTarget() instanceof Target target
                    && address.equals(target.getAddress());
        }
    }

    /** The server's end of such a link, on which nothing is received. */
    LinkEnd add(String node, Sender link) {
        Reply reply = new Reply(Entities.key(node), link);
        links.add(reply);
        return new LinkEnd() {
            @Override
            public void onDelivery(Delivery delivery) {
                if (delivery.remotelySettled()) {
                    delivery.settle();
                }
            }

            @Override
            public void onDetached() {
                links.remove(reply);
            }
        };
    }

    /**
     * Sends an answer on the link that the request names. The SDK for JavaScript leaves that link's address empty; any of the
     * node's links on this connection is right then. If there is none, nobody can be answered.
     */
    void send(String node, String replyTo, byte[] answer) {
        List<Reply> ofNode = links.stream().filter(reply -> reply.node().equals(Entities.key(node))).toList();
        ofNode.stream().filter(reply -> reply.isAt(replyTo)).findFirst()
                .or(() -> ofNode.stream().findFirst())
                .ifPresent(reply -> send(reply.link(), answer));
    }

    private void send(Sender link, byte[] answer) {
        Delivery delivery = link.delivery(ByteBuffer.allocate(Long.BYTES).putLong(++sent).array());
        link.send(answer, 0, answer.length);
        delivery.settle();
        link.advance();
    }
}
