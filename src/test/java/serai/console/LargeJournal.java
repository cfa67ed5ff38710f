package serai.console;

import serai.journal.Appended;
import serai.journal.attempt.Attempt;
import serai.journal.attempt.FailureClass;
import serai.journal.attempt.Latencies;
import serai.journal.delivery.BatchLimits;
import serai.journal.delivery.Delivery;
import serai.journal.delivery.page.BatchKey;
import serai.journal.delivery.page.DeliveryFailedException;
import serai.journal.delivery.retry.BackOff;
import serai.journal.delivery.retry.RetryPolicy;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.history.CounterSample;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.FastStore;
import serai.journal.store.Failure;
import serai.journal.store.Journal;
import serai.model.LearningRecord;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;

/** A journal with many records and dead letters, and what was noted each minute of a month: in the campaign a million records. */
final class LargeJournal {

    static final int RECORDS = Integer.getInteger("serai.console.records", 2_000);
    static final int LETTERS = Math.min(10_000, RECORDS / 10);
    /** Records that wait because nobody is known for them. */
    static final int WAITING = RECORDS / 5;
    private static final int PAGE = 500;
    private static final int WAITING_MAX = 5_000;
    private static final int DAY = 24 * 60;

    private final SettableClock clock = new SettableClock(Clock.systemUTC().instant().minus(Duration.ofDays(1)));

    private LargeJournal() {
    }

    /** Makes one in the folder of a Serai that does not run. */
    static void in(Path data) throws Exception {
        new LargeJournal().make(data.resolve("journal.db"));
    }

    private void make(Path file) throws Exception {
        Instant begin = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MINUTES);
        try (Journal journal = FastStore.open(file, JournalBounds.DEFAULT, clock);
                JournalOperations operations = JournalOperations.open(file, clock)) {
            append(journal);
            deliver(journal);
            operations.noteCounters(aMonth(begin));
        }
    }

    private static void append(Journal journal) {
        Deque<CompletableFuture<Appended>> waiting = new ArrayDeque<>();
        for (int i = 0; i < RECORDS; i++) {
            waiting.add(journal.append(Records.completion("learner-" + i), Set.of("lrs")).toCompletableFuture());
            if (waiting.size() == WAITING_MAX) {
                waiting.remove().join();
            }
        }
        waiting.forEach(CompletableFuture::join);
    }

    private void deliver(Journal journal) {
        BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(5), () -> new Random(1));
        Delivery delivery = new Delivery(journal, "lrs", new BatchLimits(PAGE, PAGE, 1),
                new RetryPolicy(backOff, Duration.ofMinutes(1), 3, 10, 1_000), clock, ForkJoinPool.commonPool(), this::take);
        while (journal.balances().get("lrs").pending() > WAITING) {
            clock.turn(delivery.attempt().orElse(Duration.ofSeconds(1)));
        }
    }

    /** Refuses each second one until there are enough dead letters: so a record is at fault each time, and not the destination. */
    private void take(BatchKey key, List<LearningRecord> records, Attempt attempt) throws DeliveryFailedException {
        Optional<LearningRecord> bad = records.stream().filter(LargeJournal::isBad).findFirst();
        if (bad.isPresent()) {
            throw new DeliveryFailedException(new Failure(FailureClass.REFUSED, clock.instant(), "no such learner", 400,
                    "no such learner", "translated", "m/1", null), null, bad.get().id());
        }
        attempt.keepUnmatched(records.stream().filter(record -> isBetween(record, 2 * LETTERS, 2 * LETTERS + WAITING))
                .map(LearningRecord::id).collect(Collectors.toSet()));
    }

    private static boolean isBetween(LearningRecord record, int from, int to) {
        int number = number(record);
        return number >= from && number < to;
    }

    private static int number(LearningRecord record) {
        return Integer.parseInt(record.learner().id().substring("learner-".length()));
    }

    private static boolean isBad(LearningRecord record) {
        int number = number(record);
        return number < 2 * LETTERS && number % 2 == 0;
    }

    /** As many samples as there are of a month: each minute of a day, each tenth of eight days, each hour. */
    private static List<CounterSample> aMonth(Instant begin) {
        List<CounterSample> samples = new ArrayList<>();
        for (int minute = 0; minute < 30 * DAY; minute++) {
            if (minute % 60 == 0 || minute < 8 * DAY && minute % 10 == 0 || minute < DAY) {
                for (String name : List.of("source mct", "source praesidium", "destination archive", "destination lrs",
                        "destination warehouse")) {
                    samples.add(new CounterSample(begin.minus(Duration.ofMinutes(minute)), name, 1_000_000 - minute, minute % 7, 0,
                            Duration.ofSeconds(minute % 50), 1,
                            new Latencies(new TreeMap<>(Map.of(20, 9_000_000L - 100L * minute, 27, 4_000_000L - 40L * minute, 40,
                                    100_000L - minute)))));
                }
            }
        }
        return samples;
    }
}
