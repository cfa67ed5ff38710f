package serai.sandbox.servicebus;

import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;
import serai.sandbox.servicebus.queue.MessageQueue;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Configures a namespace; by default it listens on {@code 127.0.0.1:5672}, has locks of 30 seconds, 10 deliveries, and no
 * entity. Each method returns this builder, and throws if the value makes no sense.
 */
public final class NamespaceBuilder {

    private final Map<String, List<String>> topics = new LinkedHashMap<>();
    private final Set<String> queues = new LinkedHashSet<>();
    private String host = "127.0.0.1";
    private int port = 5672;
    private Duration lockDuration = Duration.ofSeconds(30);
    private int maxDeliveryCount = 10;
    private int maxMessages = 100_000;
    private int maxConnections = 256;
    private Clock clock = Clock.systemUTC();
    private @Nullable Vertx vertx;

    /** The address to listen on. An address other than loopback opens the sandbox to everybody. */
    public NamespaceBuilder host(String address) {
        host = address;
        return this;
    }

    /** The port to listen on, 0 for any free one. */
    public NamespaceBuilder port(int number) {
        require(number >= 0 && number <= 65_535, "there is no port " + number);
        port = number;
        return this;
    }

    /** A topic with its subscriptions, each of which gets a copy of every message. */
    public NamespaceBuilder topic(String name, String... subscriptions) {
        topics.put(name, List.of(subscriptions));
        return this;
    }

    /** A queue. */
    public NamespaceBuilder queue(String name) {
        queues.add(name);
        return this;
    }

    /** How long a receiver may keep a message without settling it or renewing its lock; positive. */
    public NamespaceBuilder lockDuration(Duration duration) {
        require(!duration.isZero() && !duration.isNegative(), "a lock has to last");
        lockDuration = duration;
        return this;
    }

    /** After how many deliveries without completion a message goes to the dead letters; from 1. */
    public NamespaceBuilder maxDeliveryCount(int deliveries) {
        require(deliveries > 0, "a message has to be delivered once");
        maxDeliveryCount = deliveries;
        return this;
    }

    /** How many messages a queue or subscription may hold, including its dead letters. Beyond this number, senders are refused. */
    public NamespaceBuilder maxMessages(int messages) {
        require(messages > 0, "an entity has to hold a message");
        maxMessages = messages;
        return this;
    }

    /** How many connections there may be. Further ones are closed at once. */
    public NamespaceBuilder maxConnections(int count) {
        require(count > 0, "somebody has to be able to connect");
        maxConnections = count;
        return this;
    }

    /** The clock by which locks expire. They are checked every 50 milliseconds of the machine's time. */
    public NamespaceBuilder clock(Clock lockClock) {
        clock = lockClock;
        return this;
    }

    /** The Vert.x to run on; the namespace does not close it. By default the namespace creates its own. */
    public NamespaceBuilder vertx(Vertx shared) {
        vertx = shared;
        return this;
    }

    /** The namespace, not yet listening. Later changes to this builder don't affect it. */
    public ServiceBusNamespace build() {
        Entities entities = new Entities(new MessageQueue.Limits(lockDuration, maxDeliveryCount, maxMessages), clock);
        queues.forEach(entities::addQueue);
        topics.forEach(entities::addTopic);
        return new ServiceBusNamespace(host, port, maxConnections, vertx, entities);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
