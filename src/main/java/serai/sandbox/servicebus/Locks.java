package serai.sandbox.servicebus;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The messages that receivers have in hand, each under a token and until a moment. A lock is the queue's, not the
 * connection's: it outlives the link that it was given over.
 */
final class Locks {

    private final Duration duration;
    private final Clock clock;
    private final Map<UUID, Lock> locks = new LinkedHashMap<>();

    private record Lock(StoredMessage message, Instant end) {

        boolean isOver(Instant now) {
            return !now.isBefore(end);
        }
    }

    Locks(Duration duration, Clock clock) {
        this.duration = duration;
        this.clock = clock;
    }

    int size() {
        return locks.size();
    }

    Stream<StoredMessage> messages() {
        return locks.values().stream().map(Lock::message);
    }

    /** Locks the message for the whole duration from now, and says until when. */
    Instant lock(UUID token, StoredMessage message) {
        Instant end = clock.instant().plus(duration);
        locks.put(token, new Lock(message, end));
        return end;
    }

    /** Prolongs the lock to the whole duration from now, and says until when; null if it is lost. */
    Instant renew(UUID token) {
        Lock lock = locks.get(token);
        return lock == null || lock.isOver(clock.instant()) ? null : lock(token, lock.message());
    }

    /** Ends the lock for its holder, and says what it was on; null if it is lost, be it that its time is just over. */
    StoredMessage unlock(UUID token) {
        Lock lock = locks.get(token);
        if (lock == null || lock.isOver(clock.instant())) {
            return null;
        }
        return locks.remove(token).message();
    }

    /** Ends the locks whose time is over, and says what they were on. */
    List<StoredMessage> endThoseOver() {
        Instant now = clock.instant();
        return end(lock -> lock.isOver(now));
    }

    /** Ends all locks, and says what they were on. */
    List<StoredMessage> endAll() {
        return end(lock -> true);
    }

    private List<StoredMessage> end(Predicate<Lock> which) {
        List<StoredMessage> messages = new ArrayList<>();
        locks.values().removeIf(lock -> which.test(lock) && messages.add(lock.message()));
        return messages;
    }
}
