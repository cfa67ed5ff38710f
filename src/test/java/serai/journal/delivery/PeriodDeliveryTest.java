package serai.journal.delivery;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Balance;
import serai.journal.attempt.Attempt;
import serai.journal.attempt.FailureClass;
import serai.journal.delivery.page.BatchKey;
import serai.journal.delivery.page.DeliveryFailedException;
import serai.journal.delivery.page.PeriodDelivery;
import serai.journal.delivery.period.Period;
import serai.journal.delivery.period.Period.Unit;
import serai.journal.delivery.period.PeriodPages;
import serai.journal.delivery.retry.BackOff;
import serai.journal.delivery.retry.RetryPolicy;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.SqliteStore;
import serai.journal.store.Failure;
import serai.journal.store.Journal;
import serai.model.LearningRecord;
import serai.testkit.SettableClock;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;
import static serai.testkit.Records.login;

class PeriodDeliveryTest {

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Instant NIGHT = Instant.parse("2026-11-29T01:00:05Z"); // 02:00 in Berlin, and the grace

    @TempDir
    private Path folder;
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-28T10:00:00Z"));
    /** The learners of each file, by the page's name: a file is replaced by one of the same name. */
    private final Map<String, List<String>> files = new LinkedHashMap<>();
    private final List<String> given = new ArrayList<>();
    private final Set<String> bad = new HashSet<>();
    private Journal journal;
    private Delivery delivery;
    private FailureClass down;
    private boolean failsAfterwards;
    private boolean tellsTheRecord = true;
    private int records = 100;
    private Consumer<List<LearningRecord>> looks = batch -> {
    };

    @BeforeEach
    void start() {
        journal = SqliteStore.open(folder.resolve("journal.db"), JournalBounds.DEFAULT, clock);
        delivery = delivery();
    }

    private Delivery delivery() {
        BackOff backOff = new BackOff(FIRST, Duration.ofSeconds(60), () -> new Random(0) {
            @Override
            public double nextDouble() {
                return 0; // no jitter
            }
        });
        RetryPolicy policy = new RetryPolicy(backOff, Duration.ofSeconds(60), 3, 4, 5);
        Period period = new Period(Unit.DAY, LocalTime.of(2, 0), ZoneId.of("Europe/Berlin"), records);
        return new Delivery(journal, "hr", BatchLimits.of(period), policy, clock, Runnable::run, this::take);
    }

    private void restart() {
        journal.close();
        start();
    }

    private void take(BatchKey kind, List<LearningRecord> batch, Attempt attempt) throws Exception {
        looks.accept(batch);
        String name = kind.page().text();
        List<String> learners = batch.stream().map(record -> record.learner().id()).toList();
        given.add(name + learners);
        UUID culprit = batch.stream().filter(record -> bad.contains(record.learner().id())).map(LearningRecord::id).findFirst()
                .orElse(null);
        if (culprit != null) {
            throw new DeliveryFailedException(failure(FailureClass.REFUSED), null, tellsTheRecord ? culprit : null);
        }
        if (down != null && !failsAfterwards) {
            throw new DeliveryFailedException(failure(down), null);
        }
        files.put(name, learners);
        if (down != null) {
            throw new DeliveryFailedException(failure(down), null);
        }
    }

    private Failure failure(FailureClass kind) {
        return Failure.of(kind, clock.instant(), new IOException("no"));
    }

    /** One attempt, and what has come of it stored. */
    private Optional<Duration> attempt() {
        try {
            return delivery.attempt();
        } finally {
            delivery.end();
        }
    }

    /** Attempts until nothing is to be done at once. */
    private Optional<Duration> attemptAll() {
        Optional<Duration> wait = attempt();
        for (int i = 0; wait.isPresent() && wait.get().isZero(); i++) {
            assertThat(i).as("it comes to rest").isLessThan(100);
            wait = attempt();
        }
        return wait;
    }

    private void append(LearningRecord... all) {
        for (LearningRecord record : all) {
            journal.append(record.withReceivedAt(clock.instant()), Set.of("hr")).toCompletableFuture().join();
        }
    }

    private void itIs(String time) {
        clock.turn(Duration.between(clock.instant(), Instant.parse(time)));
    }

    private Balance balance() {
        return journal.balances().get("hr");
    }

    private void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @AfterEach
    void stop() {
        journal.close();
    }

    @Test
    void givesNothingBeforeThePeriodIsOverAndThenAllOfItAtOnce() {
        append(completion("anna"), login("ben"));
        itIs("2026-11-28T23:30:00Z"); // another day in UTC and in Berlin
        append(completion("cleo"));

        assertThat(attemptAll()).hasValue(Duration.between(clock.instant(), NIGHT));
        assertThat(given).isEmpty();

        itIs("2026-11-29T01:00:05Z");
        attemptAll();

        assertThat(files).isEqualTo(Map.of("2026-11-28", List.of("anna", "ben", "cleo")));
        assertThat(balance()).isEqualTo(new Balance(3, 3, 0, 0, 0));
    }

    @Test
    void whatIsReceivedAfterTheEndComesWithTheNextPeriod() {
        append(completion("anna"));
        itIs("2026-11-29T01:00:00Z");
        append(completion("ben"));
        itIs("2026-11-29T01:00:05Z");

        assertThat(attemptAll()).hasValue(Duration.ofDays(1));
        assertThat(files).isEqualTo(Map.of("2026-11-28", List.of("anna")));

        itIs("2026-11-30T01:00:05Z");
        attemptAll();
        assertThat(files).containsEntry("2026-11-29", List.of("ben"));
    }

    @Test
    void waitsThroughRestartsAndMakesNoPageWhereNothingCame() {
        append(completion("anna"));
        attemptAll();
        restart();
        attemptAll();
        assertThat(given).isEmpty();

        itIs("2026-12-02T05:00:00Z");
        attemptAll();
        attemptAll();
        assertThat(given).containsExactly("2026-11-28[anna]");
    }

    @Test
    void eachPeriodHasAPageOfItsOwnThoughSeveralHavePassed() {
        append(completion("anna"));
        itIs("2026-11-29T10:00:00Z");
        append(completion("ben"));
        itIs("2026-12-03T10:00:00Z");
        append(completion("cleo"));

        attemptAll();

        assertThat(files).isEqualTo(Map.of("2026-11-28", List.of("anna"), "2026-11-29", List.of("ben")));
    }

    @Test
    void theWholePageIsTriedAgainUnderItsNameWhileTheDestinationFails() {
        append(completion("anna"), completion("ben"));
        itIs("2026-11-29T01:00:05Z");
        down = FailureClass.UNAVAILABLE;
        for (int i = 0; i < 5; i++) {
            clock.turn(attemptAll().orElseThrow());
        }
        itIs("2026-11-30T10:00:00Z"); // the next period has ended meanwhile
        append(completion("cleo"));
        clock.turn(attemptAll().orElseThrow());
        down = null;
        attemptAll();

        assertThat(given).hasSize(7).containsOnly("2026-11-28[anna, ben]");
        assertThat(balance()).isEqualTo(new Balance(3, 2, 1, 0, 0));
    }

    @Test
    void aPageThatArrivedWithoutThatBeingStoredIsReplacedByItself() {
        append(completion("anna"), completion("ben"));
        itIs("2026-11-29T01:00:05Z");
        down = FailureClass.UNAVAILABLE;
        failsAfterwards = true;
        attemptAll();
        append(completion("cleo"));
        itIs("2026-11-30T01:00:10Z");
        down = null;
        restart();
        attemptAll();

        assertThat(files).isEqualTo(Map.of("2026-11-28", List.of("anna", "ben"), "2026-11-29", List.of("cleo")));
        assertThat(balance()).isEqualTo(new Balance(3, 3, 0, 0, 0));
    }

    @Test
    void moreThanAPageHoldsComesInFurtherParts() {
        records = 1_500;
        delivery = delivery();
        append(IntStream.range(0, 3_100).mapToObj(i -> completion("learner-" + i)).toArray(LearningRecord[]::new));
        itIs("2026-11-29T01:00:05Z");

        attemptAll();

        assertThat(files.keySet()).containsExactly("2026-11-28", "2026-11-28-2", "2026-11-28-3");
        assertThat(files.values()).extracting(List::size).containsExactly(1_500, 1_500, 100);
        assertThat(balance()).isEqualTo(new Balance(3_100, 3_100, 0, 0, 0));
    }

    @Test
    void aRecordThatTheFailureNamesIsLeftOutAndTheRestIsOnePage() {
        append(completion("anna"), completion("bad-1"), login("ben"), completion("cleo"), completion("bad-2"));
        bad.addAll(List.of("bad-1", "bad-2"));
        itIs("2026-11-29T01:00:05Z");

        attemptAll();

        assertThat(files).isEqualTo(Map.of("2026-11-28", List.of("anna", "ben", "cleo")));
        assertThat(balance()).isEqualTo(new Balance(5, 3, 0, 2, 0));
    }

    @Test
    void manyBadRecordsOfATypeAreTheirOwnFaultWhereOthersAreTaken() {
        for (int i = 0; i < 15; i++) {
            append(completion("bad-" + i));
            bad.add("bad-" + i);
        }
        append(completion("anna"));
        itIs("2026-11-29T01:00:05Z");

        attemptAll();

        assertThat(files).isEqualTo(Map.of("2026-11-28", List.of("anna")));
        assertThat(balance()).isEqualTo(new Balance(16, 1, 0, 15, 0));
    }

    @Test
    void tenBadRecordsWithoutAGoodOneOfTheirTypeStopTheDestination() {
        for (int i = 0; i < 12; i++) {
            append(completion("bad-" + i));
            bad.add("bad-" + i);
        }
        itIs("2026-11-29T01:00:05Z");

        attemptAll();

        assertThat(journal.state("hr").orElseThrow().stopped()).isEqualTo(FailureClass.MISCONFIGURED);
        assertThat(balance()).isEqualTo(new Balance(12, 0, 12, 0, 0));
    }

    @Test
    void soManyBadRecordsThatTheMappingMustBeWrongStopTheDestination() {
        records = 1_000;
        delivery = delivery();
        append(completion("anna"));
        for (int i = 0; i <= PeriodDelivery.WITHHELD_MAX; i++) {
            append(completion("bad-" + i));
            bad.add("bad-" + i);
        }
        itIs("2026-11-29T01:00:05Z");

        attemptAll();

        assertThat(journal.state("hr").orElseThrow().stopped()).isEqualTo(FailureClass.MISCONFIGURED);
        assertThat(files).isEmpty();
        assertThat(balance().deadLettered()).isZero();
    }

    @Test
    void aRefusalThatNamesNoRecordDividesThePageIntoPartsWithNamesOfTheirOwn() {
        append(completion("anna"), completion("ben"), completion("bad"), completion("cleo"));
        bad.add("bad");
        tellsTheRecord = false;
        itIs("2026-11-29T01:00:05Z");

        attemptAll();

        assertThat(files).isEqualTo(Map.of("2026-11-28", List.of("anna", "ben"), "2026-11-28-2", List.of("cleo")));
        assertThat(balance()).isEqualTo(new Balance(4, 3, 0, 1, 0));
    }

    @Test
    void aRecordIsNoDeadLetterBeforeTheRestHasArrived() {
        append(completion("anna"), completion("bad"));
        bad.add("bad");
        down = FailureClass.UNAVAILABLE;
        itIs("2026-11-29T01:00:05Z");

        attemptAll();

        assertThat(balance()).isEqualTo(new Balance(2, 0, 2, 0, 0));
    }

    @Test
    void whatIsSentAgainComesAfterTheEndOfThePeriodInAPageOfItsOwn() throws SQLException {
        append(completion("anna"), completion("bad"));
        bad.add("bad");
        itIs("2026-11-29T01:00:05Z");
        attemptAll();
        append(completion("ben"));
        bad.clear();
        itIs("2026-11-29T09:00:00Z");
        execute("UPDATE aside SET state = 'requeued', next_attempt = 0, changed_at = %s".formatted(
                clock.instant().getEpochSecond() * 1_000_000));

        attemptAll();
        assertThat(files).as("at once").containsOnlyKeys("2026-11-28");
        restart();
        attemptAll();
        assertThat(files).as("after a restart").containsOnlyKeys("2026-11-28");
        itIs("2026-11-30T01:00:05Z");
        attemptAll();

        assertThat(files).isEqualTo(Map.of("2026-11-28", List.of("anna"), "again-1", List.of("bad"), "2026-11-29",
                List.of("ben")));
        assertThat(balance()).isEqualTo(new Balance(3, 3, 0, 0, 0));
    }

    @Test
    void whatIsSentAgainStandsInNobodysWay() throws SQLException {
        append(completion("bad"), completion("anna"));
        bad.add("bad");
        itIs("2026-11-29T01:00:05Z");
        attemptAll();
        append(completion("ben"));
        execute("UPDATE aside SET state = 'requeued', next_attempt = 0, changed_at = 0");
        itIs("2026-11-30T01:00:05Z");
        bad.clear();
        down = FailureClass.UNAVAILABLE;
        clock.turn(attemptAll().orElseThrow());
        down = null;
        attemptAll();

        assertThat(given).endsWith("again-1[bad]", "2026-11-29[ben]", "again-1[bad]");
    }

    @Test
    void whatStandsAsideIsReadOncePerPeriodAndAgainAfterAnError() throws SQLException {
        append(completion("bad"));
        bad.add("bad");
        itIs("2026-11-29T01:00:05Z");
        attemptAll();
        PeriodPages pages =
                new PeriodPages(journal, "hr", new Period(Unit.DAY, LocalTime.of(2, 0), ZoneId.of("Europe/Berlin"), records),
                        clock);
        assertThat(pages.next(1, false).isEmpty()).isTrue();
        execute("UPDATE aside SET state = 'requeued', next_attempt = 0, changed_at = 0");
        assertThat(pages.next(1, false).isEmpty()).as("in the same period").isTrue();

        pages.forget();

        assertThat(pages.next(1, false).entries()).extracting(entry -> entry.record().learner().id()).containsExactly("bad");
        assertThat(pages.label()).isEqualTo("again");
    }

    @Test
    void aRecordFromBeforeTheClockWasSetBackDoesNotBlockTheOthers() {
        itIs("2036-01-01T00:00:00Z");
        append(completion("anna"));
        itIs("2026-11-28T10:00:00Z");
        append(completion("ben"));
        attemptAll();
        itIs("2026-11-29T01:00:05Z");
        attemptAll();

        assertThat(files).isEqualTo(Map.of("2026-11-27", List.of("anna"), "2026-11-28", List.of("ben")));
    }

    @Test
    void aRecordThatWaitsForItsPeriodIsNotLate() {
        append(completion("anna"));
        attemptAll();
        Instant received = clock.instant();
        itIs("2026-11-28T20:00:00Z");

        assertThat(delivery.progress().waitsUntil()).isEqualTo(NIGHT);
        assertThat(delivery.progress().lag(received)).isZero();

        itIs("2026-11-29T01:00:05Z");
        down = FailureClass.UNAVAILABLE;
        attemptAll();
        clock.turn(Duration.ofMinutes(10));

        assertThat(delivery.progress().waitsUntil()).isNull();
        assertThat(delivery.progress().lag(received)).isEqualTo(Duration.ofMinutes(10));
    }

    /** What is just being appended belongs to the day that has just ended. */
    @Test
    void waitsSomeSecondsLongerForWhatIsJustBeingAppended() {
        append(completion("a"));
        itIs("2026-11-29T01:00:04Z");

        assertThat(attemptAll()).contains(Duration.ofSeconds(1));
        assertThat(given).isEmpty();

        itIs("2026-11-29T01:00:05Z");
        attemptAll();
        assertThat(given).containsExactly("2026-11-28[a]");
    }

    @Test
    void deliversWhatStandsBeforeADamagedRecord() throws Exception {
        append(completion("a"), completion("b"), completion("c"));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"))) {
            connection.createStatement().execute("UPDATE record_batch SET body = zeroblob(length(body)) WHERE base_seq = 2");
        }
        itIs("2026-11-29T01:00:05Z");

        attempt();

        assertThat(files).containsOnly(Map.entry("2026-11-28", List.of("a")));
    }

    /** A part of a large day takes a hundred megabytes. */
    @Test
    void keepsNothingOfAPartInMemoryWhileItGivesTheNextOne() {
        records = 2;
        List<WeakReference<LearningRecord>> parts = new ArrayList<>();
        List<Boolean> freed = new ArrayList<>();
        looks = batch -> {
            if (!parts.isEmpty()) {
                freed.add(isFreed(parts.get(parts.size() - 1)));
            }
            parts.add(new WeakReference<>(batch.get(0)));
        };
        restart();
        append(completion("a"), completion("b"), completion("c"), completion("d"), completion("e"));
        clock.turn(Duration.between(clock.instant(), NIGHT));

        while (delivery.attempt().map(Duration::isZero).orElse(false)) {
            assertThat(parts.size()).isLessThan(5);
        }

        assertThat(freed).containsExactly(true, true);
    }

    private static boolean isFreed(WeakReference<?> object) {
        for (int i = 0; i < 20 && object.get() != null; i++) {
            System.gc();
        }
        return object.get() == null;
    }
}
