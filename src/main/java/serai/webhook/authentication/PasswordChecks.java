package serai.webhook.authentication;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs of PBKDF2 that wait for a thread: a bounded number of them, in all and for each address, and none for longer than
 * {@value #LOOKS_MAX} looks. Those of a higher {@link Rank} go first; within one, each address has its turn. So neither one
 * address with many guesses nor many addresses with one each keep out for long who has been right before.
 */
final class PasswordChecks {

    /** How much speaks for credentials before they are checked. What comes first goes first. */
    enum Rank {
        /** They were right in an earlier process, as far as a short digest tells. */
        RIGHT_BEFORE,
        /** Nothing speaks against their address. */
        NEW,
        /** Wrong ones came from there a moment ago. */
        WRONG_LATELY
    }

    /** One run, which keeps its place until it is {@link #leave told}. */
    static final class Check {

        private final Rank rank;
        private final String address;
        private final Runnable run;
        private final Runnable giveUp;
        private int looks;
        private boolean placed;

        /**
         * @param run    on one of the threads; throws nothing
         * @param giveUp instead of that, where it has waited too long or had to make room
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
     * @param threads how many run at the same time
     * @param max     places in all; for those that were right before there are {@value #RIGHT_BEFORE_MAX} more
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
     * Takes a place for it, and has it run when it is its turn. Where all are taken, one is given that an address with more of
     * them, or with wrong passwords, has: its check is given up.
     *
     * @return false: no place is free; nothing of it is called
     * @throws RejectedExecutionException if the threads take nothing any more; it has no place then
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
            waiting.get(check.rank).add(check.address, check);
            if (running < threads) {
                running++;
                try {
                    executor.execute(this::runThem);
                } catch (RejectedExecutionException e) {
                    running--;
                    waiting.get(check.rank).removeIf(one -> one == check, unused -> { });
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

    private Check displaced() {
        return waiting.get(Rank.WRONG_LATELY).displace(0).or(() -> waiting.get(Rank.NEW).displace(1)).orElse(null);
    }

    /** Gives its place back, if it has one still. */
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

    /** What has left its place is wanted no more. */
    private synchronized Optional<Check> next() {
        for (Rank rank : Rank.values()) {
            for (Optional<Check> next = waiting.get(rank).poll(); next.isPresent(); next = waiting.get(rank).poll()) {
                if (next.get().placed) {
                    return next;
                }
            }
        }
        running--;
        return Optional.empty();
    }

    /** Gives up what has waited too long; for somebody to call again and again. */
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
