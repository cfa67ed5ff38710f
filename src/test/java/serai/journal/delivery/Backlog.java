package serai.journal.delivery;

import serai.journal.Appended;
import serai.journal.Balance;
import serai.journal.attempt.Attempt;
import serai.journal.attempt.FailureClass;
import serai.journal.delivery.page.BatchKey;
import serai.journal.delivery.page.DeliveryFailedException;
import serai.journal.delivery.retry.BackOff;
import serai.journal.delivery.retry.RetryPolicy;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.SqliteStore;
import serai.journal.store.Failure;
import serai.journal.store.Journal;
import serai.model.LearningRecord;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;

/**
 * A destination that is down for a day while records pile up, then back: a program of its own, so that it can run in
 * little memory. Prints {@code requests while down, balance, requests afterwards}.
 */
public final class Backlog {

    private static final int WAITING_MAX = 5_000;
    private static final int PAGE = 500;

    private final SettableClock clock = new SettableClock(Records.RECEIVED);
    private final Journal journal;
    private final Delivery delivery;
    private boolean down = true;
    private int requests;

    private Backlog(Path file) {
        journal = SqliteStore.open(file, JournalBounds.DEFAULT, clock);
        BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(5), () -> new Random(1));
        delivery = new Delivery(journal, "lrs", new BatchLimits(PAGE, PAGE, 1),
                new RetryPolicy(backOff, Duration.ofMinutes(1), 3, 10, 1_000), clock,
                ForkJoinPool.commonPool(), this::take);
    }

    private void take(BatchKey key, List<LearningRecord> records, Attempt attempt) throws DeliveryFailedException {
        requests++;
        if (down) {
            throw new DeliveryFailedException(Failure.of(FailureClass.UNAVAILABLE, clock.instant(), new IOException("down")),
                    null);
        }
    }

    private void pileUp(int count) {
        Deque<CompletableFuture<Appended>> waiting = new ArrayDeque<>();
        for (int i = 0; i < count; i++) {
            waiting.add(journal.append(Records.completion("learner-" + i), Set.of("lrs")).toCompletableFuture());
            if (waiting.size() == WAITING_MAX) {
                waiting.remove().join();
            }
        }
        waiting.forEach(CompletableFuture::join);
    }

    private void runFor(Duration time) {
        Instant end = clock.instant().plus(time);
        while (clock.instant().isBefore(end)) {
            Optional<Duration> wait = delivery.attempt();
            if (wait.isEmpty() || !wait.get().isZero()) {
                clock.turn(wait.orElse(Duration.ofSeconds(1)));
            }
        }
    }

    public static void main(String[] args) {
        Backlog backlog = new Backlog(Path.of(args[0]));
        backlog.pileUp(Integer.parseInt(args[1]));
        backlog.runFor(Duration.ofDays(1));
        int whileDown = backlog.requests;
        backlog.down = false;
        backlog.runFor(Duration.ofMinutes(10));
        Balance balance = backlog.journal.balances().get("lrs");
        System.out.printf("%s %s %s %s %s%n", whileDown, balance.delivered(), balance.pending(), balance.deadLettered(),
                backlog.requests - whileDown);
        backlog.journal.close();
    }
}
