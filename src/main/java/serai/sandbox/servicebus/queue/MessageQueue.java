package serai.sandbox.servicebus.queue;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.stream.Stream;

/** A queue, a subscription, or the dead letters of one: messages in the order of their sequence numbers. */
public final class MessageQueue {

    /**
     * The limits of a queue.
     *
     * @param lockDuration  how long a receiver may keep a message
     * @param deliveriesMax after how many deliveries a message is dead-lettered; 0 for never
     * @param messagesMax   how many messages the queue may hold, including its dead letters
     */
    public record Limits(Duration lockDuration, int deliveriesMax, int messagesMax) {
    }

    private static final Comparator<StoredMessage> IN_ORDER = Comparator.comparingLong(StoredMessage::sequenceNumber);

    private final String path;
    private final Limits limits;
    private final Clock clock;
    private final @Nullable MessageQueue deadLetters;
    private final Locks locks;
    private final PriorityQueue<StoredMessage> active = new PriorityQueue<>(IN_ORDER);
    private final Deque<MessageReceiver> receivers = new ArrayDeque<>();
    private long lastSequenceNumber;
    private int duplicatesToMake;
    private int settlementsToRefuse;
    private long completed;
    private long abandoned;
    private long deadLettered;
    private long expiredLocks;
    private long delivered;

    /** @param deadLetters the queue for its dead letters; null if this is a dead-letter queue itself */
    public MessageQueue(String path, Limits limits, Clock clock, @Nullable MessageQueue deadLetters) {
        this.path = path;
        this.limits = limits;
        this.clock = clock;
        this.deadLetters = deadLetters;
        this.locks = new Locks(limits.lockDuration(), clock);
    }

    public String path() {
        return path;
    }

    public boolean hasRoomFor(int messages) {
        return size() + (deadLetters == null ? 0 : deadLetters.size()) + messages <= limits.messagesMax();
    }

    private int size() {
        return active.size() + locks.size();
    }

    public void enqueue(StoredMessage message) {
        active.add(message.enqueued(++lastSequenceNumber, clock.instant()));
    }

    public void attach(MessageReceiver receiver) {
        receivers.add(receiver);
    }

    public void detach(MessageReceiver receiver) {
        receivers.remove(receiver);
    }

    /** Delivers as many messages as possible, to the receivers in turn. */
    public void deliver() {
        MessageReceiver receiver;
        while (!active.isEmpty() && (receiver = nextReceiver()) != null) {
            deliver(active.poll(), receiver);
        }
        if (active.isEmpty()) {
            receivers.forEach(MessageReceiver::drained);
        }
    }

    private @Nullable MessageReceiver nextReceiver() {
        for (int i = receivers.size(); i > 0; i--) {
            MessageReceiver receiver = receivers.poll();
            receivers.add(receiver);
            if (receiver.takesMessages()) {
                return receiver;
            }
        }
        return null;
    }

    private void deliver(StoredMessage message, MessageReceiver receiver) {
        UUID token = UUID.randomUUID();
        StoredMessage counted = message.withDeliveries(message.deliveries() + 1);
        delivered++;
        if (duplicatesToMake > 0) {
            duplicatesToMake--;
            active.add(counted);
        }
        if (receiver.settlesOnDelivery()) {
            completed++;
            receiver.send(token, message.unlocked());
        } else {
            receiver.send(token, message.lockedUntil(locks.lock(token, counted)));
        }
    }

    /** Settles a locked message. Returns false, and changes nothing, if the lock is lost. */
    public boolean settle(UUID token, MessageSettlement settlement) {
        StoredMessage message = locks.unlock(token);
        if (message == null) {
            return false;
        }
        if (settlementsToRefuse > 0) {
            settlementsToRefuse--;
            expired(message);
            return false;
        }
        switch (settlement.outcome()) {
            case COMPLETE -> completed++;
            case RELEASE -> active.add(message.withDeliveries(message.deliveries() - 1));
            case ABANDON -> {
                abandoned++;
                deliverAgain(message.with(settlement.properties()));
            }
            case DEAD_LETTER -> deadLetter(message.with(settlement.properties()));
        }
        return true;
    }

    /** Renews a lock, and returns its end time; null if the lock is lost. */
    @Nullable
    public Instant renew(UUID token) {
        return locks.renew(token);
    }

    /** All messages of the queue from that sequence number on, in order. */
    public Stream<StoredMessage> peek(long fromSequenceNumber) {
        return Stream.concat(active.stream(), locks.messages())
                .filter(message -> message.sequenceNumber() >= fromSequenceNumber)
                .sorted(IN_ORDER);
    }

    /** Ends the locks that have expired, and delivers their messages again. */
    public void expireLocks() {
        expired(locks.endThoseOver());
    }

    /** Ends all locks, expired or not. */
    public void expireAllLocks() {
        expired(locks.endAll());
    }

    private void expired(List<StoredMessage> messages) {
        if (!messages.isEmpty()) {
            messages.forEach(this::expired);
            deliver();
        }
    }

    private void expired(StoredMessage message) {
        expiredLocks++;
        deliverAgain(message);
    }

    private void deliverAgain(StoredMessage message) {
        if (limits.deliveriesMax() > 0 && message.deliveries() >= limits.deliveriesMax()) {
            deadLetter(message.with(MessageSettlement.tooManyDeliveries(limits.deliveriesMax()).properties()));
        } else {
            active.add(message);
        }
    }

    private void deadLetter(StoredMessage message) {
        if (deadLetters == null) {
            // A dead-letter queue has no dead-letter queue of its own, so a message that is dead-lettered there stays.
            active.add(message);
            return;
        }
        deadLettered++;
        deadLetters.active.add(message);
        deadLetters.deliver();
    }

    /** Fault: the present receivers get nothing more. */
    public void forgetReceivers() {
        receivers.clear();
    }

    /** Fault: detaches the present receivers. */
    public void detachReceivers() {
        List.copyOf(receivers).forEach(MessageReceiver::detach);
    }

    /** Fault: makes this number of deliveries from now on twice. */
    public void duplicateNext(int deliveries) {
        duplicatesToMake = deliveries;
    }

    /** Fault: this number of settlements from now on find their lock lost. */
    public void refuseNext(int settlements) {
        settlementsToRefuse = settlements;
    }

    public EntityCounts counts() {
        return new EntityCounts(active.size(), locks.size(), completed, abandoned, deadLettered, expiredLocks, delivered);
    }
}
