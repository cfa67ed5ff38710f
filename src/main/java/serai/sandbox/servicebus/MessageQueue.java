package serai.sandbox.servicebus;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A queue, a subscription, or the dead letters of one: messages in the order of their sequence numbers, and the locks on
 * those that a receiver has. A lock is the queue's, not the connection's: it outlives the link that it was given over.
 */
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

    private record Lock(StoredMessage message, Instant end) {
    }

    private final String path;
    private final Limits limits;
    private final Clock clock;
    private final MessageQueue deadLetters;
    private final PriorityQueue<StoredMessage> active =
            new PriorityQueue<>(Comparator.comparingLong(StoredMessage::sequenceNumber));
    private final Map<UUID, Lock> locks = new LinkedHashMap<>();
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
            Instant end = clock.instant().plus(limits.lockDuration());
            locks.put(token, new Lock(counted, end));
            receiver.send(token, message.lockedUntil(end));
        }
    }

    /** Settles a locked message. False if the lock is lost: then nothing of the settlement has happened. */
    boolean settle(UUID token, Settlement settlement) {
        Lock lock = locks.remove(token);
        if (lock == null) {
            return false;
        }
        if (settlementsToRefuse > 0 || isOver(lock, clock.instant())) {
            settlementsToRefuse = Math.max(0, settlementsToRefuse - 1);
            expired(lock);
            return false;
        }
        StoredMessage message = lock.message();
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

    /** Prolongs a lock to its full duration from now, and says until when; null if the lock is lost. */
    Instant renew(UUID token) {
        Instant now = clock.instant();
        Lock lock = locks.get(token);
        if (lock == null || isOver(lock, now)) {
            return null;
        }
        Instant end = now.plus(limits.lockDuration());
        locks.put(token, new Lock(lock.message(), end));
        return end;
    }

    /** Every message that it holds, in order, from that sequence number on. */
    Stream<StoredMessage> peek(long fromSequenceNumber) {
        return Stream.concat(active.stream(), locks.values().stream().map(Lock::message))
                .filter(message -> message.sequenceNumber() >= fromSequenceNumber)
                .sorted(Comparator.comparingLong(StoredMessage::sequenceNumber));
    }

    /** Ends the locks whose time is over, and hands their messages out again. */
    void endLocks() {
        Instant now = clock.instant();
        endLocks(lock -> isOver(lock, now));
    }

    /** Ends all locks, whatever their time. */
    void endAllLocks() {
        endLocks(lock -> true);
    }

    private void endLocks(Predicate<Lock> which) {
        List<Lock> ended = new ArrayList<>();
        locks.values().removeIf(lock -> which.test(lock) && ended.add(lock));
        if (!ended.isEmpty()) {
            ended.forEach(this::expired);
            deliver();
        }
    }

    private static boolean isOver(Lock lock, Instant now) {
        return !now.isBefore(lock.end());
    }

    private void expired(Lock lock) {
        expiredLocks++;
        deliverAgain(lock.message());
    }

    private void deliverAgain(StoredMessage message) {
        if (limits.deliveriesMax() > 0 && message.deliveries() >= limits.deliveriesMax()) {
            deadLetter(message.with(Settlement.deadLetter("MaxDeliveryCountExceeded",
                    "Message could not be consumed after " + limits.deliveriesMax() + " delivery attempts.")
                    .properties()));
        } else {
            active.add(message);
        }
    }

    private void deadLetter(StoredMessage message) {
        if (deadLetters == null) {
            // There is nothing behind the dead letters: a dead letter that is dead-lettered stays where it is.
            active.add(message);
            return;
        }
        deadLettered++;
        deadLetters.active.add(message);
        deadLetters.deliver();
    }

    void duplicateNext(int deliveries) {
        duplicatesToMake = deliveries;
    }

    void refuseNext(int settlements) {
        settlementsToRefuse = settlements;
    }

    EntityCounts counts() {
        return new EntityCounts(active.size(), locks.size(), completed, abandoned, deadLettered, expiredLocks, delivered);
    }
}
