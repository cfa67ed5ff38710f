package serai.sandbox.servicebus;

import serai.sandbox.servicebus.queue.MessageQueue;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The entities of a namespace by their paths, ignoring case. */
final class Entities {

    private static final String SECURITY_NODE = "$cbs";
    private static final String MANAGEMENT_NODE = "/$management";
    private static final String DEAD_LETTERS = "/$deadletterqueue";

    private final MessageQueue.Limits limits;
    private final Clock clock;
    private final SecurityNode security = new SecurityNode();
    private final Map<String, MessageQueue> queues = new LinkedHashMap<>();
    private final Map<String, Destination> destinations = new LinkedHashMap<>();

    /** The target of a sender: a queue, or a topic with the queues of its subscriptions. */
    record Destination(String path, List<MessageQueue> queues) {
    }

    Entities(MessageQueue.Limits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    void addQueue(String name) {
        destinations.put(key(name), new Destination(name, List.of(add(name))));
    }

    void addTopic(String name, List<String> subscriptions) {
        List<MessageQueue> copies = new ArrayList<>();
        subscriptions.forEach(subscription -> copies.add(add(name + "/subscriptions/" + subscription)));
        destinations.put(key(name), new Destination(name, copies));
    }

    private MessageQueue add(String path) {
        MessageQueue.Limits ofDeadLetters = new MessageQueue.Limits(limits.lockDuration(), 0, limits.messagesMax());
        MessageQueue deadLetters = new MessageQueue(path + DEAD_LETTERS, ofDeadLetters, clock, null);
        MessageQueue queue = new MessageQueue(path, limits, clock, deadLetters);
        queues.put(key(queue.path()), queue);
        queues.put(key(deadLetters.path()), deadLetters);
        return queue;
    }

    /** The queue to which a receiver attaches. */
    Optional<MessageQueue> queue(String path) {
        return Optional.ofNullable(queues.get(key(path)));
    }

    /** The target to which a sender attaches. */
    Optional<Destination> destination(String path) {
        return Optional.ofNullable(destinations.get(key(path)));
    }

    /** The node that answers requests at this path, if there is one. */
    Optional<RequestNode> requestNode(String path) {
        String key = key(path);
        if (key.equals(SECURITY_NODE)) {
            return Optional.of(security);
        }
        if (!key.endsWith(MANAGEMENT_NODE)) {
            return Optional.empty();
        }
        String entity = key.substring(0, key.length() - MANAGEMENT_NODE.length());
        return queue(entity).<RequestNode>map(ManagementNode::new)
                .or(() -> destination(entity).map(topic -> RequestNode.WITHOUT_OPERATIONS));
    }

    SecurityNode security() {
        return security;
    }

    Collection<MessageQueue> queues() {
        return queues.values();
    }

    static String key(String path) {
        return path.toLowerCase(Locale.ROOT);
    }
}
