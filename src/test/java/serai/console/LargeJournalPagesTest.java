package serai.console;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

import java.io.IOException;
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

import static org.assertj.core.api.Assertions.assertThat;

/** Whether each page answers within a second, however much the journal holds: in the campaign a million records. */
class LargeJournalPagesTest {

    private static final int RECORDS = Integer.getInteger("serai.console.records", 2_000);
    private static final int LETTERS = Math.min(10_000, RECORDS / 10);
    private static final Duration WITHIN = Duration.ofSeconds(1);
    private static final int TRIES = 5;
    private static final int PAGE = 500;
    private static final int WAITING_MAX = 5_000;

    @TempDir
    private Path data;
    private final SettableClock clock = new SettableClock(Clock.systemUTC().instant().minus(Duration.ofDays(1)));
    private ConsoleRun serai;
    private Instant begin;

    @BeforeEach
    void start() throws Exception {
        begin = clock.instant().truncatedTo(ChronoUnit.HOURS);
        Path file = data.resolve("journal.db");
        try (Journal journal = FastStore.open(file, JournalBounds.DEFAULT, clock);
                JournalOperations operations = JournalOperations.open(file, clock)) {
            append(journal);
            deliver(journal);
            operations.noteCounters(aMonth());
        }
        serai = ConsoleRun.start(data);
    }

    @AfterEach
    void stop() {
        serai.close();
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
        while (journal.balances().get("lrs").pending() > 0) {
            clock.turn(delivery.attempt().orElse(Duration.ofSeconds(1)));
        }
    }

    /** Refuses each second one until there are enough dead letters: so a record is at fault each time, and not the destination. */
    private void take(BatchKey kind, List<LearningRecord> records, Attempt attempt) throws DeliveryFailedException {
        Optional<LearningRecord> bad = records.stream().filter(LargeJournalPagesTest::isBad).findFirst();
        if (bad.isPresent()) {
            throw new DeliveryFailedException(new Failure(FailureClass.REFUSED, clock.instant(), "no such learner", 400,
                    "no such learner", "translated", "m/1", null), null, bad.get().id());
        }
    }

    private static boolean isBad(LearningRecord record) {
        int number = Integer.parseInt(record.learner().id().substring("learner-".length()));
        return number < 2 * LETTERS && number % 2 == 0;
    }

    /** As many samples as there are of a month: each minute of a day, each tenth of eight days, each hour. */
    private List<CounterSample> aMonth() {
        List<CounterSample> samples = new ArrayList<>();
        for (int minute = 0; minute < 30 * 24 * 60; minute++) {
            if (minute % 60 == 0 || minute < 8 * 24 * 60 && minute % 10 == 0 || minute < 24 * 60) {
                samples.add(new CounterSample(begin.minus(Duration.ofMinutes(minute)), "destination lrs", 1_000_000 - minute, 0, 0,
                        Duration.ZERO, 1, new Latencies(new TreeMap<>(Map.of(20, 100L, 27, 40L, 40, 1L)))));
            }
        }
        return samples;
    }

    @Test
    void answersEachPageWithinASecond() throws Exception {
        assertThat(serai.runtime.serai().journal().balances().get("lrs").deadLettered()).isEqualTo(LETTERS);
        String session = serai.session();
        Map<String, Duration> slow = new TreeMap<>();
        Map<String, Long> all = new TreeMap<>();
        for (String page : List.of("/", "/over-time?span=hour", "/over-time?span=day", "/over-time?span=month",
                "/over-time.json?span=month", "/find", "/record/1", "/record/" + RECORDS, "/dead-letters",
                "/dead-letters?destination=lrs&type=COURSE_COMPLETED&class=refused",
                "/dead-letters?after=lrs-" + (2 * LETTERS - 150),
                "/dead-letter/lrs-1", "/routes", "/route/destination-lrs", "/route/router", "/audit",
                "POST id=" + Records.completion("learner-5").id(),
                "POST learner=learner-" + RECORDS / 2, "POST type=COURSE_COMPLETED", "POST course=course7",
                "POST type=LOGGED_IN")) {
            Duration took = fastest(page, session);
            all.put(page, took.toMillis());
            if (took.compareTo(WITHIN) > 0) {
                slow.put(page, took);
            }
        }
        System.out.printf("%,d records, %,d dead letters; milliseconds: %s%n", RECORDS, LETTERS, all);
        assertThat(slow).as("more than %s, in the fastest of %s tries", WITHIN, TRIES).isEmpty();
    }

    private Duration fastest(String page, String session) throws IOException, InterruptedException {
        Duration fastest = Duration.ofDays(1);
        for (int i = 0; i < TRIES; i++) {
            long start = System.nanoTime();
            int status = page.startsWith("POST ")
                    ? serai.post("/find", page.substring(5), "Origin", serai.address, "Cookie", session).statusCode()
                    : serai.get(page, "Cookie", session).statusCode();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertThat(status).as(page).isEqualTo(200);
            fastest = took.compareTo(fastest) < 0 ? took : fastest;
        }
        return fastest;
    }
}
