package serai.journal.sqlite;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Appended;
import serai.journal.Balance;
import serai.journal.DeadLetterId;
import serai.journal.DestinationState;
import serai.journal.JournalFullException;
import serai.journal.JournalWriter;
import serai.journal.RecordState;
import serai.journal.UnpurgedBytes;
import serai.journal.attempt.FailureClass;
import serai.journal.operations.DeadLetter;
import serai.journal.operations.DeadLetterFilter;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.ReplayRate;
import serai.journal.operations.ReplayRequest;
import serai.journal.operations.RerouteResult;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sql.write.JournalBounds.LeftBounds;
import serai.journal.store.Failure;
import serai.journal.store.Settlement;
import serai.journal.store.Settlement.Settled;
import serai.model.LearningRecord;
import serai.testkit.Logged;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static serai.testkit.Records.completion;

/** What a source leaves in the journal that nobody can deliver: it takes no other's room, and goes when it is told to. */
class UnpurgedBytesTest {

    private static final Duration DAYS_30 = Duration.ofDays(30);
    private static final long BYTES_MAX = 4_000_000;

    @TempDir
    private Path folder;
    private final SettableClock clock = new SettableClock(Records.RECEIVED);
    private SqliteJournal journal;

    @BeforeEach
    void open() {
        journal = open(new LeftBounds(2, Duration.ZERO, Duration.ZERO));
    }

    private SqliteJournal open(LeftBounds left) {
        return FastStore.open(folder.resolve("journal.db"),
                new JournalBounds(10_000, 1 << 20, 10, BYTES_MAX, DAYS_30, Duration.ZERO, Duration.ZERO, left), clock);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void aSourceBeyondItsShareIsRefusedAloneUntilItIsSentOn() {
        try (Logged logged = new Logged()) {
            int taken = 0;
            while (isTaken(completion("learner-" + taken), JournalWriter.UNROUTED)) {
                taken++;
            }

            assertThat(journal.fill().left().get("mct").unrouted()).isBetween(BYTES_MAX / 50, BYTES_MAX / 50 + 2_000);
            assertThat(taken).as("of some 700 bytes").isBetween(50, 200);
            assertThatThrownBy(() -> append(completion("more"), "lrs")).hasCauseInstanceOf(JournalFullException.class).cause()
                    .message()
                    .hasLineCount(1).contains("of mct", "its share is 80000 bytes", "serai.journal.source.max.percent");
            assertThat(append(Records.of("praesidium", completion("other")), "lrs")).isEqualTo(Appended.STORED);
            assertThat(journal.fill().refusedShares()).isEqualTo(2);
            assertThat(journal.trouble()).as("others are taken").isNull();
            assertThat(logged.lines().filter(line -> line.startsWith("WARN"))).hasSize(2)
                    .first().asString().contains("which nothing purges", "of at most 80000 bytes");

            try (JournalOperations operations = JournalOperations.open(folder.resolve("journal.db"), clock)) {
                assertThat(operations.unrouted().reroute(record -> Set.of("lrs"), true).sent()).isEqualTo(taken);
            }
            clock.turn(Duration.ofSeconds(1));
            await().atMost(Duration.ofSeconds(30)).until(() -> isTaken(completion("more"), "lrs")); // and nothing else is committed
            assertThat(journal.fill().left().get("mct")).isEqualTo(new UnpurgedBytes(0, 0, 0));
            assertThat(logged.lines()).last().asString().contains("accepts events of mct again");
        }
    }

    @Test
    void deadLettersAndDifferingEventsCountUntilTheyAreDropped() throws SQLException {
        append(completion("anna"), "lrs");
        append(completion("ben"), "lrs");
        die(2);
        append(completion("ben", new BigDecimal("51")), "lrs");
        append(completion("ben", new BigDecimal("51")), "lrs"); // is kept once

        UnpurgedBytes left = journal.fill().left().get("mct");
        assertThat(left.deadLetters()).isEqualTo(bytes("aside", "seq > 0") + 2L * ("translated" + "answer").length());
        assertThat(left.differing()).isEqualTo(bytes("differing", "nr > 0"));

        try (JournalOperations operations = JournalOperations.open(folder.resolve("journal.db"), clock)) {
            operations.deadLetters().drop(List.of(DeadLetterId.parse("lrs-1").orElseThrow()), "a test");
        }
        journal.countFiltered("mct").toCompletableFuture().join();
        assertThat(journal.fill().left().get("mct").deadLetters())
                .isEqualTo(bytes("aside", "seq = 2") + ("translated" + "answer").length());
    }

    @Test
    void whatIsTooOldIsDroppedWithItsReasonAndCounted() {
        append(completion("nowhere"), JournalWriter.UNROUTED);
        append(completion("dead"), "lrs");
        die(1);
        append(completion("dead", new BigDecimal("51")), "lrs");
        journal.close();
        journal = open(new LeftBounds(25, Duration.ofDays(7), Duration.ofDays(9)));
        clock.turn(Duration.ofDays(8));
        append(completion("young").withReceivedAt(clock.instant()), JournalWriter.UNROUTED);

        journal.purge();
        assertThat(journal.balances()).containsEntry(JournalWriter.UNROUTED, new Balance(2, 0, 1, 0, 1))
                .containsEntry("lrs", new Balance(1, 0, 0, 1, 0));
        clock.turn(Duration.ofDays(2));
        try (Logged logged = new Logged()) {
            journal.purge();
            assertThat(logged.lines()).hasSize(2)
                    .anyMatch(line -> line.contains("1 dead letters without a decision for 9 days"))
                    .anyMatch(line -> line.contains("1 differing"));
        }

        assertThat(journal.balances()).containsEntry("lrs", new Balance(1, 0, 0, 0, 1));
        try (JournalOperations operations = JournalOperations.open(folder.resolve("journal.db"), clock)) {
            assertThat(operations.deadLetters().get(DeadLetterId.parse("lrs-2").orElseThrow()).why())
                    .isEqualTo("older than serai.journal.dead-letters.retention.days");
            List<DeadLetter> unrouted = new ArrayList<>();
            operations.deadLetters().eachUnrouted(DeadLetterFilter.ALL, unrouted::add);
            assertThat(unrouted).extracting(one -> one.id().toString()).containsExactly("unrouted-3");
            assertThat(operations.destinations().sources()).singleElement().satisfies(source -> {
                assertThat(source.counts().differing()).isEqualTo(1);
                assertThat(source.forgotten()).isEqualTo(1);
                assertThat(source.open()).isZero();
                assertThat(source.left().deadLetters() + source.left().differing()).isZero();
            });
        }

        clock.turn(DAYS_30);
        assertThat(journal.purge()).as("the records go as others do").isEqualTo(3);
        assertThat(journal.balances()).containsEntry(JournalWriter.UNROUTED, new Balance(2, 0, 0, 0, 2))
                .containsEntry("lrs", new Balance(1, 0, 0, 0, 1));
        assertThat(journal.fill().left().get("mct")).isEqualTo(new UnpurgedBytes(0, 0, 0));
    }

    @Test
    void anUnroutedEventThatWasGivenUpIsSentOnAllTheSame() {
        append(completion("nowhere"), JournalWriter.UNROUTED);
        append(completion("still nowhere"), JournalWriter.UNROUTED);
        journal.close();
        journal = open(new LeftBounds(25, Duration.ofDays(7), Duration.ZERO));
        clock.turn(Duration.ofDays(8));
        journal.purge();
        assertThat(journal.balances()).containsEntry(JournalWriter.UNROUTED, new Balance(2, 0, 0, 0, 2));

        try (JournalOperations operations = JournalOperations.open(folder.resolve("journal.db"), clock)) {
            RerouteResult rerouted = operations.unrouted()
                    .reroute(record -> record.learner().id().equals("nowhere") ? Set.of("lrs") : Set.of(), true);
            assertThat(rerouted).isEqualTo(new RerouteResult(1, Map.of()));
        }
        assertThat(journal.balances()).containsEntry(JournalWriter.UNROUTED, new Balance(1, 0, 0, 0, 1))
                .containsEntry("lrs", new Balance(1, 0, 1, 0, 0));
        assertThat(journal.requeued("lrs", 10).entries()).hasSize(1);
        journal.countFiltered("mct").toCompletableFuture().join();
        assertThat(journal.fill().left().get("mct")).isEqualTo(new UnpurgedBytes(0, 0, 0));
    }

    @Test
    void anUnroutedEventIsDroppedByAnOperatorAndSentOnAllTheSame() {
        append(completion("nowhere"), JournalWriter.UNROUTED);
        append(completion("later"), JournalWriter.UNROUTED);
        DeadLetterId first = DeadLetterId.parse("unrouted-1").orElseThrow();
        try (JournalOperations operations = JournalOperations.open(folder.resolve("journal.db"), clock)) {
            assertThat(operations.deadLetters().drop(List.of(first), "a test")).containsExactly(first);
            assertThat(operations.deadLetters().drop(List.of(first), "again")).isEmpty();
            assertThat(operations.deadLetters().get(first).why()).isEqualTo("a test");
            journal.countFiltered("mct").toCompletableFuture().join();
            assertThat(journal.balances()).containsEntry(JournalWriter.UNROUTED, new Balance(2, 0, 1, 0, 1));
            long left = journal.fill().left().get("mct").unrouted();

            assertThat(operations.unrouted().reroute(record -> Set.of("lrs"), false).sent()).isEqualTo(2);
            assertThat(operations.unrouted().reroute(record -> record.learner().id().equals("nowhere") ? Set.of("lrs") : Set.of(),
                    true))
                    .isEqualTo(new RerouteResult(1, Map.of("COURSE_COMPLETED", 1L)));
            journal.countFiltered("mct").toCompletableFuture().join();
            assertThat(journal.fill().left().get("mct").unrouted()).isEqualTo(left);
        }
        assertThat(journal.balances()).containsEntry(JournalWriter.UNROUTED, new Balance(1, 0, 1, 0, 0))
                .containsEntry("lrs", new Balance(1, 0, 1, 0, 0));
    }

    @Test
    void whatAnOperatorHasDecidedAboutIsNotGivenUp() {
        append(completion("anna"), "lrs");
        append(completion("anna", new BigDecimal("51")), "lrs");
        append(completion("anna", new BigDecimal("52")), "lrs");
        try (JournalOperations operations = JournalOperations.open(folder.resolve("journal.db"), clock)) {
            operations.deadLetters().drop(List.of(DeadLetterId.parse("mct-differs-1").orElseThrow()), "a test");
        }
        journal.close();
        journal = open(new LeftBounds(25, Duration.ZERO, Duration.ofDays(9)));
        clock.turn(Duration.ofDays(10));

        try (Logged logged = new Logged()) {
            journal.purge();
            assertThat(logged.lines()).singleElement().asString().contains("1 differing without a decision");
        }
        try (JournalOperations operations = JournalOperations.open(folder.resolve("journal.db"), clock)) {
            assertThat(operations.destinations().sources()).singleElement()
                    .satisfies(source -> assertThat(source.forgotten()).isEqualTo(1));
            assertThat(operations.deadLetters().find(DeadLetterId.parse("mct-differs-1").orElseThrow())).isEmpty();
        }
    }

    @Test
    void whatWasGivenUpInAReplayStaysDeliveredAfterItsTime() {
        append(completion("anna"), "lrs");
        settle(0, Settled.delivered(journal.read("lrs", 0, 1).entries().get(0), false));
        journal.close();
        journal = open(new LeftBounds(25, Duration.ZERO, Duration.ofDays(9)));
        try (JournalOperations operations = JournalOperations.open(folder.resolve("journal.db"), clock)) {
            operations.replay().carryOut(new ReplayRequest("lrs", Records.RECEIVED, null, null, true),
                    ReplayRate.atOnce(clock.instant()));
            Failure failure = new Failure(FailureClass.UNAVAILABLE, clock.instant(), "down", 503, null, null, null, null);
            settle(1, Settled.dead(journal.requeued("lrs", 1).entries().get(0), failure, false));
            List<DeadLetter> listed = new ArrayList<>();
            operations.deadLetters().each(DeadLetterFilter.ALL, listed::add);
            assertThat(listed).hasSize(1);

            clock.turn(Duration.ofDays(10));
            journal.purge();

            listed.clear();
            operations.deadLetters().each(DeadLetterFilter.ALL, listed::add);
            assertThat(listed).isEmpty();
        }
        assertThat(journal.balances()).containsEntry("lrs", new Balance(1, 1, 0, 0, 0));
    }

    private void settle(long from, Settled settled) {
        journal.settle(new Settlement("lrs", from, DestinationState.at(1), List.of(settled), Set.of(), Set.of(), false, Map.of()))
                .toCompletableFuture().join();
    }

    private void die(int records) {
        Failure failure = new Failure(FailureClass.REFUSED, clock.instant(), "no", 400, "answer", "translated", null, null);
        List<Settled> settled = journal.read("lrs", 0, records).entries().stream()
                .map(entry -> new Settled(entry, RecordState.DEAD, failure, null, true, false)).toList();
        long last = settled.get(settled.size() - 1).entry().seq();
        journal.settle(new Settlement("lrs", journal.state("lrs").orElseThrow().cursor(), DestinationState.at(last), settled,
                Set.of(), Set.of(), false,
                Map.of())).toCompletableFuture().join();
    }

    private long bytes(String table, String where) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                Statement statement = connection.createStatement()) {
            return statement
                    .executeQuery("SELECT sum(octet_length(json) + octet_length(raw)) FROM %s WHERE %s".formatted(table, where))
                    .getLong(1);
        }
    }

    private boolean isTaken(LearningRecord record, String destination) {
        return !journal.append(record, Set.of(destination)).handle((appended, failure) -> failure != null).toCompletableFuture()
                .join();
    }

    private Appended append(LearningRecord record, String... destinations) {
        return journal.append(record, Set.of(destinations)).toCompletableFuture().join();
    }
}
