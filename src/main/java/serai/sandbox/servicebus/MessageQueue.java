package serai.sandbox.servicebus;

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
final class MessageQueue {

    /**
     * What a queue allows.
     *
     * @param lockDuration  how long a receiver may keep a message
     * @param deliveriesMax after how many deliveries a message is dead; 0: never
     * @param messagesMax   how many messages it holds, its dead letters among them
     */
    record Limits(Duration lockDuration, int deliveriesMax, int messagesMax) {
    }

    private static final Comparator<StoredMessage> IN_ORDER = Comparator.comparingLong(StoredMessage::sequenceNumber);

    private final String path;
    private final Limits limits;
    private final Clock clock;
    private final MessageQueue deadLetters;
    private final Locks locks;
    private final PriorityQueue<StoredMessage> active = new PriorityQueue<>(IN_ORDER);
    private final Deque<ReceiverLink> receivers = new ArrayDeque<>();
    private long lastSequenceNumber;
    private int duplicatesToMake;
    private int settlementsToRefuse;
    private long completed;
    private long abandoned;
    private long deadLettered;
    private long expiredLocks;
    private long delivered;

    /** @param deadLetters where its dead letters go; null for a queue that is one of dead letters */
    MessageQueue(String path, Limits limits, Clock clock, MessageQueue deadLetters) {
        this.path = path;
        this.limits = limits;
        this.clock = clock;
        this.deadLetters = deadLetters;
        this.locks = new Locks(limits.lockDuration(), clock);
    }

    String path() {
        return path;
    }

    boolean hasRoomFor(int messages) {
        return size() + (deadLetters == null ? 0 : deadLetters.size()) + messages <= limits.messagesMax();
    }

    private int size() {
        return active.size() + locks.size();
    }

    void enqueue(StoredMessage message) {
        active.add(message.enqueued(++lastSequenceNumber, clock.instant()));
    }

    void attach(ReceiverLink receiver) {
        receivers.add(receiver);
    }

    void detach(ReceiverLink receiver) {
        receivers.remove(receiver);
    }

    /** Hands out what can be handed out, to the receivers in turn. */
    void deliver() {
        ReceiverLink receiver;
        while (!active.isEmpty() && (receiver = nextReceiver()) != null) {
            deliver(active.poll(), receiver);
        }
        if (active.isEmpty()) {
            receivers.forEach(ReceiverLink::drained);
        }
    }

    private ReceiverLink nextReceiver() {
        for (int i = receivers.size(); i > 0; i--) {
            ReceiverLink receiver = receivers.poll();
            receivers.add(receiver);
            if (receiver.takesMessages()) {
                return receiver;
            }
        }
        return null;
    }

    private void deliver(StoredMessage message, ReceiverLink receiver) {
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

    /** Settles a locked message. False if the lock is lost: then nothing of the settlement has happened. */
    boolean settle(UUID token, Settlement settlement) {
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

    /** Prolongs a lock, and says until when; null if it is lost. */
    Instant renew(UUID token) {
        return locks.renew(token);
    }

    /** Every message that it holds, in order, from that sequence number on. */
    Stream<StoredMessage> peek(long fromSequenceNumber) {
        return Stream.concat(active.stream(), locks.messages())
                .filter(message -> message.sequenceNumber() >= fromSequenceNumber)
                .sorted(IN_ORDER);
    }

    /** Ends the locks whose time is over, and hands their messages out again. */
    void expireLocks() {
        expired(locks.endThoseOver());
    }

    /** Ends all locks, whatever their time. */
    void expireAllLocks() {
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
            deadLetter(message.with(Settlement.tooManyDeliveries(limits.deliveriesMax()).properties()));
        } else {
            active.add(message);
        }
    }

    private void deadLetter(StoredMessage message) {
        if (deadLetters == null) {
            // There is nothing behind the dead letters: one that is dead-lettered there stays.
            active.add(message);
            return;
        }
        deadLettered++;
        deadLetters.active.add(message);
        deadLetters.deliver();
    }

    /** Fault: whoever receives now gets nothing more. */
    void forgetReceivers() {
        receivers.clear();
    }

    /** Fault: detaches whoever receives now. */
    void detachReceivers() {
        List.copyOf(receivers).forEach(ReceiverLink::detach);
    }

    /** Fault: as many deliveries from now on are made twice. */
    void duplicateNext(int deliveries) {
        duplicatesToMake = deliveries;
    }

    /** Fault: as many settlements from now on find their lock lost. */
    void refuseNext(int settlements) {
        settlementsToRefuse = settlements;
    }

    EntityCounts counts() {
        return new EntityCounts(active.size(), locks.size(), completed, abandoned, deadLettered, expiredLocks, delivered);
    }
}
