package serai.webhook.authentication;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs of PBKDF2 that wait for a thread. Their number is bounded, in all and for each address, and none waits for longer than
 * {@value #LOOKS_MAX} calls of {@link #look}. Checks of a higher {@link Rank} run first; within a rank the addresses take
 * turns. So a sender that was right before does not wait long, neither for one address with many guesses nor for many addresses
 * with one guess each.
 */
final class PasswordChecks {

    /** How likely credentials are right, before they are checked. Checks of an earlier constant run first. */
    enum Rank {
        /** The credentials were right in an earlier process, as far as a short digest tells. */
        RIGHT_BEFORE,
        /** Neither right before, nor from an address with wrong ones. */
        NEW,
        /** The address has sent wrong credentials in this minute or the one before. */
        WRONG_LATELY
    }

    /** One run, which keeps its place until {@link #leave} is called. */
    static final class Check {

        private final Rank rank;
        private final String address;
        private final Runnable run;
        private final Runnable giveUp;
        private int looks;
        private boolean placed;

        /**
         * @param run    called on one of the threads; must not throw
         * @param giveUp called instead, if the check has waited too long or had to make room
         */
        Check(Rank rank, String address, Runnable run, Runnable giveUp) {
            this.rank = rank;
            this.address = address;
            this.run = run;
            this.giveUp = giveUp;
        }
    }

    static final int LOOKS_MAX = 20;
    static final int RIGHT_BEFORE_MAX = 64;

    private final int threads;
    private final Map<Rank, FairQueue<Check>> waiting = new EnumMap<>(Rank.class);
    private final PasswordCheckSlots rightBefore;
    private final PasswordCheckSlots others;
    private int running;

    /**
     * @param threads number of checks that run at the same time
     * @param max     places in all; there are {@value #RIGHT_BEFORE_MAX} more for credentials that were right before
     * @param maxEach places for an address
     */
    PasswordChecks(int threads, int max, int maxEach) {
        this.threads = threads;
        rightBefore = new PasswordCheckSlots(RIGHT_BEFORE_MAX, maxEach);
        others = new PasswordCheckSlots(max, maxEach);
        for (Rank rank : Rank.values()) {
            waiting.put(rank, new FairQueue<>());
        }
    }

    /**
     * Takes a place for the check, and runs it when it is its turn. If all places are taken, a check of the rank
     * {@link Rank#NEW} gets the place of a waiting check of an address with wrong passwords, or of one with several waiting
     * checks; that check is given up.
     *
     * @return false if no place is free; then neither {@code run} nor {@code giveUp} is called
     * @throws RejectedExecutionException if the threads take no more tasks; the check has no place then
     */
    boolean add(Check check, Executor executor) {
        Check displaced = null;
        synchronized (this) {
            PasswordCheckSlots places = places(check);
            if (!places.enter(check.address)) {
                displaced = check.rank == Rank.NEW && !places.isFull(check.address) ? displaced() : null;
                if (displaced == null) {
                    return false;
                }
                leave(displaced);
                places.enter(check.address);
            }
            check.placed = true;
            waiting(check.rank).add(check.address, check);
            if (running < threads) {
                running++;
                try {
                    executor.execute(this::runThem);
                } catch (RejectedExecutionException e) {
                    running--;
                    waiting(check.rank).removeIf(one -> one == check, unused -> {});
                    leave(check);
                    throw e;
                }
            }
        }
        if (displaced != null) {
            displaced.giveUp.run();
        }
        return true;
    }

    private FairQueue<Check> waiting(Rank rank) {
        return Objects.requireNonNull(waiting.get(rank)); // the constructor makes one for each
    }

    private @Nullable Check displaced() {
        return waiting(Rank.WRONG_LATELY).displace(0).or(() -> waiting(Rank.NEW).displace(1)).orElse(null);
    }

    /** Gives the check's place back, if it still has one. */
    synchronized void leave(Check check) {
        if (check.placed) {
            check.placed = false;
            places(check).leave(check.address);
        }
    }

    private PasswordCheckSlots places(Check check) {
        return check.rank == Rank.RIGHT_BEFORE ? rightBefore : others;
    }

    private void runThem() {
        for (Optional<Check> next = next(); next.isPresent(); next = next()) {
            next.get().run.run();
        }
    }

    /** The next check to run. Checks that have left their place are skipped. */
    private synchronized Optional<Check> next() {
        for (Rank rank : Rank.values()) {
            for (Optional<Check> next = waiting(rank).poll(); next.isPresent(); next = waiting(rank).poll()) {
                if (next.get().placed) {
                    return next;
                }
            }
        }
        running--;
        return Optional.empty();
    }

    /** Gives up checks that have waited too long. The caller calls this at regular intervals. */
    void look() {
        FairQueue<Check> over = new FairQueue<>();
        synchronized (this) {
            waiting.values().forEach(queue -> queue.removeIf(check -> ++check.looks > LOOKS_MAX, check -> {
                leave(check);
                over.add(check.address, check);
            }));
        }
        over.removeIf(check -> true, check -> check.giveUp.run());
    }
}
