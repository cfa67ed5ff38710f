package serai.sandbox.servicebus;

import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.engine.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The links of one connection: attaches each to its node, or refuses it. */
final class ConnectionLinks {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLinks.class);

    private final AmqpConnection connection;
    private final Entities entities;
    private final ReplyLinks replyLinks = new ReplyLinks();
    private final Map<Link, LinkEnd> ends = new LinkedHashMap<>();

    ConnectionLinks(AmqpConnection connection, Entities entities) {
        this.connection = connection;
        this.entities = entities;
    }

    /** Attaches a client's link. The client's sender is the server's receiver, and the reverse. */
    void attach(Link link) {
        link.setSenderSettleMode(link.getRemoteSenderSettleMode());
        link.setReceiverSettleMode(link.getRemoteReceiverSettleMode());
        link.setSource(link.getRemoteSource());
        link.setTarget(link.getRemoteTarget());
        // Without a limit, the SDK for Java makes batches into which no message fits.
        link.setMaxMessageSize(UnsignedLong.valueOf(SenderLink.MESSAGE_BYTES_MAX));
        String path = path(link);
        Optional<Runnable> attachment = link instanceof Receiver receiver
                ? fromSender(receiver, path)
                : toReceiver((Sender) link, path);
        LOG.debug("{} {} {}", attachment.isPresent() ? "attached to" : "no such entity:", path, link.getName());
        if (attachment.isPresent()) {
            link.open();
            attachment.get().run();
        } else {
            refuse(link, Errors.notFound(path));
        }
    }

    private static String path(Link link) {
        String address = null;
        if (link instanceof Receiver && link.getRemoteTarget() instanceof Target target) {
            address = target.getAddress();
        } else if (link instanceof Sender && link.getRemoteSource() instanceof Source source) {
            address = source.getAddress();
        }
        return address == null ? "" : address;
    }

    private Optional<Runnable> fromSender(Receiver link, String path) {
        return entities.requestNode(path)
                .<Runnable>map(node -> () -> add(link, new RequestLink(link, path, node, replyLinks)))
                .or(() -> entities.destination(path)
                        .map(destination -> () -> add(link, new SenderLink(link, destination))));
    }

    private Optional<Runnable> toReceiver(Sender link, String path) {
        return entities.requestNode(path)
                .<Runnable>map(node -> () -> add(link, replyLinks.add(path, link)))
                .or(() -> entities.queue(path)
                        .map(queue -> () -> add(link, new ReceiverLink(link, queue, connection))));
    }

    private void add(Link link, LinkEnd end) {
        ends.put(link, end);
    }

    /** AMQP refuses a link by attaching it without a source or a target, then detaching it with the error. */
    private static void refuse(Link link, ErrorCondition error) {
        link.setSource(null);
        link.setTarget(null);
        link.setCondition(error);
        link.open();
        link.close();
    }

    void onDelivery(Delivery delivery) {
        LinkEnd end = ends.get(delivery.getLink());
        if (end != null) {
            end.onDelivery(delivery);
        }
    }

    /** Delivers as many messages as this connection's receivers can take now. */
    void deliver() {
        for (LinkEnd end : ends.values()) {
            if (end instanceof ReceiverLink receiver) {
                receiver.deliver();
            }
        }
    }

    void detach(Link link) {
        LinkEnd end = ends.remove(link);
        if (end != null) {
            end.onDetached();
        }
        link.close();
        link.free();
    }

    /** Detaches all links of a session that has ended, because AMQP then sends no detach for them. */
    void detachAll(Session session) {
        List.copyOf(ends.keySet()).stream().filter(link -> link.getSession() == session).forEach(this::detach);
    }

    void detachAll() {
        List.copyOf(ends.keySet()).forEach(this::detach);
    }
}
