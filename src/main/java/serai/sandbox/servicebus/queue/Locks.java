package serai.sandbox.servicebus.queue;

import org.jspecify.annotations.Nullable;

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
 * The messages that receivers have locked, each with a token and an end time. Locks belong to the queue, not to the connection,
 * so a lock outlives the link over which its message was delivered.
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

    /** Locks the message for the whole duration from now, and returns the end time. */
    Instant lock(UUID token, StoredMessage message) {
        Instant end = clock.instant().plus(duration);
        locks.put(token, new Lock(message, end));
        return end;
    }

    /** Renews the lock for the whole duration from now, and returns the end time; null if the lock is lost. */
    @Nullable
    Instant renew(UUID token) {
        Lock lock = locks.get(token);
        return lock == null || lock.isOver(clock.instant()) ? null : lock(token, lock.message());
    }

    /** Ends the lock for its holder, and returns its message; null if the lock is lost, even if it expired only just now. */
    @Nullable
    StoredMessage unlock(UUID token) {
        Lock lock = locks.get(token);
        if (lock == null || lock.isOver(clock.instant())) {
            return null;
        }
        locks.remove(token);
        return lock.message();
    }

    /** Ends the locks that have expired, and returns their messages. */
    List<StoredMessage> endThoseOver() {
        Instant now = clock.instant();
        return end(lock -> lock.isOver(now));
    }

    /** Ends all locks, and returns their messages. */
    List<StoredMessage> endAll() {
        return end(lock -> true);
    }

    private List<StoredMessage> end(Predicate<Lock> which) {
        List<StoredMessage> messages = new ArrayList<>();
        locks.values().removeIf(lock -> which.test(lock) && messages.add(lock.message()));
        return messages;
    }
}
