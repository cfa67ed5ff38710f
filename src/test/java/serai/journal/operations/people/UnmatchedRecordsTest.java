package serai.journal.operations.people;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Balance;
import serai.journal.DamagedRecordException;
import serai.journal.JournalUnavailableException;
import serai.journal.attempt.Attempt;
import serai.journal.delivery.BatchLimits;
import serai.journal.delivery.Delivery;
import serai.journal.delivery.page.BatchKey;
import serai.journal.delivery.retry.BackOff;
import serai.journal.delivery.retry.RetryPolicy;
import serai.journal.operations.JournalOperations;
import serai.journal.postgresql.Instance;
import serai.journal.postgresql.PostgresqlAddress;
import serai.journal.postgresql.PostgresqlStore;
import serai.journal.sql.SqlJournal;
import serai.journal.sql.query.Checksum;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.SqliteStore;
import serai.model.LearningRecord;
import serai.model.Platform;
import serai.testkit.Records;
import serai.testkit.SettableClock;
import serai.testkit.SharedPostgres;
import serai.testkit.journal.Leased;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Records that wait until it is known whose they are, in both stores: counted, released, dropped, and sent again. */
class UnmatchedRecordsTest {

    private static final Duration DAYS_30 = Duration.ofDays(30);

    private final SettableClock clock = new SettableClock(Records.RECEIVED);
    private final Set<String> known = new HashSet<>(Set.of("ben"));
    private final List<String> sent = new ArrayList<>();
    private final List<DamagedRecordException> damaged = new ArrayList<>();
    private boolean down;
    private SqlJournal journal;
    private JournalOperations operations;
    private Delivery delivery;

    @Test
    void waitAndAreCountedInAFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("journal.db");
        try (SqlJournal opened = SqliteStore.open(file, JournalBounds.DEFAULT, clock);
                JournalOperations all = JournalOperations.open(file, clock)) {
            tells(opened, all);
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
                goesOnBesideADamagedRow(connection);
                connection.createStatement().executeUpdate("UPDATE person_link SET person = 'E-8'");
            }
            assertThatThrownBy(() -> all.links().all()).isInstanceOf(JournalUnavailableException.class)
                    .hasMessageContaining("a link of a person is damaged").hasMessageNotContaining("E-8");
        }
    }

    @Test
    void waitAndAreCountedInPostgresql() throws Exception {
        String url = SharedPostgres.database();
        PostgresqlAddress address =
                new PostgresqlAddress(url, SharedPostgres.USER, SharedPostgres.USER, Map.of());
        try (SqlJournal opened = PostgresqlStore.open(address, Instance.named("a", "test", Set.of()), JournalBounds.DEFAULT, clock);
                JournalOperations all = JournalOperations.open(address, clock)) {
            tells(opened, all);
            noticesALinkThatIsCommittedLate(url);
        }
    }

    /** Its number is lower than that of a link which was made meanwhile. */
    private void noticesALinkThatIsCommittedLate(String address) throws Exception {
        PersonLinks links = operations.links();
        links.link(List.of(new PersonLink(Platform.MCT, "late", "E-1", clock.instant())), "asked her");
        try (Connection other =
                SharedPostgres.connect(address)) {
            other.setAutoCommit(false);
            other.createStatement().executeUpdate("DELETE FROM person_link WHERE learner = 'late'");
            other.createStatement().executeUpdate(
                    "INSERT INTO person_link (platform, learner, person, at, sum) VALUES ('MCT', 'late', 'E-2', 0, %s)".formatted(
                            Checksum.of("MCT", "late", "E-2")));
            links.link(List.of(new PersonLink(Platform.MCT, "meanwhile", "E-3", clock.instant())), "asked her");
            Object before = links.version();
            other.commit();

            assertThat(links.version()).isNotEqualTo(before);
        }
    }

    private void goesOnBesideADamagedRow(Connection connection) throws Exception {
        List.of("gina", "hugo").forEach(one -> journal.append(Records.completion(one), Set.of("hr")).toCompletableFuture().join());
        deliver();
        assertThat(waiting()).containsExactly("gina", "hugo");
        connection.createStatement().executeUpdate("UPDATE aside SET json_sum = json_sum + 1 WHERE state = 'unmatched' "
                + "AND seq = (SELECT min(seq) FROM aside WHERE state = 'unmatched')");

        assertThat(waiting()).containsExactly("hugo");
        assertThat(damaged).hasSize(1);
        assertThat(damaged.get(0)).hasMessageContaining("so it keeps waiting").hasMessageNotContaining("gina");
        assertThat(operations.unmatched().learners(damaged::add)).extracting(one -> one.learner().id()).containsExactly("hugo");
        known.add("hugo");
        assertThat(operations.unmatched().release(Instant.EPOCH, one -> true, damaged::add)).isOne();
        deliver();
        assertThat(sent).endsWith("hugo");
        clock.turn(DAYS_30);
        assertThat(operations.unmatched().giveUp(clock.instant())).as("that a time is over needs no content").isOne();
    }

    private void tells(SqlJournal opened, JournalOperations all) throws Exception {
        journal = opened;
        operations = all;
        BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(1), () -> new Random(0));
        Leased.epoch(journal, "hr");
        delivery = new Delivery(journal, "hr", new BatchLimits(10, 10, 1),
                new RetryPolicy(backOff, Duration.ofSeconds(60), 3, 4, 5), clock, Runnable::run, this::take);
        holdsWhatHasNoMatchAndLetsOthersFlow();
        burnsNoAttemptWhileTheDestinationIsDown();
        sendsWhatIsKnownByNow();
        givesUpWhenTheTimeIsOver();
        sendsAgainWhatWasDelivered();
        keepsLinks();
        sendsAllWhereTheRouteAsksNoMore();
    }

    private void take(BatchKey key, List<LearningRecord> records, Attempt attempt) throws IOException {
        Set<UUID> unmatched = records.stream().filter(one -> !known.contains(one.learner().id())).map(LearningRecord::id)
                .collect(Collectors.toSet());
        attempt.keepUnmatched(unmatched);
        List<LearningRecord> going = records.stream().filter(one -> !unmatched.contains(one.id())).toList();
        if (down && !going.isEmpty()) {
            throw new IOException("refused");
        }
        going.forEach(one -> sent.add(one.learner().id()));
    }

    private void deliver() {
        for (int i = 0; i < 10; i++) {
            delivery.attempt();
            delivery.end();
            clock.turn(Duration.ofSeconds(2));
        }
        Balance balance = journal.balances().get("hr");
        assertThat(balance.isEven()).isTrue();
    }

    private void holdsWhatHasNoMatchAndLetsOthersFlow() {
        List.of("anna", "ben", "cleo")
                .forEach(one -> journal.append(Records.completion(one), Set.of("hr")).toCompletableFuture().join());

        deliver();

        assertThat(sent).containsExactly("ben");
        assertThat(journal.balances().get("hr")).isEqualTo(new Balance(3, 1, 2, 0, 0));
        assertThat(journal.destinations().get(0).unmatched()).isEqualTo(2);
        assertThat(journal.destinations().get(0).held()).isZero();
        assertThat(waiting()).containsExactly("anna", "cleo");
        assertThat(operations.unmatched().first(2, one -> {})).matches(WaitingLearners::whole).extracting(WaitingLearners::records)
                .isEqualTo(2L);
        WaitingLearners first = operations.unmatched().first(1, one -> {});
        assertThat(first.learners()).extracting(WaitingLearner::name).containsExactly("mct:anna");
        assertThat(first.records()).as("all are counted").isEqualTo(2);
        assertThat(first.whole()).isFalse();
        assertThat(operations.records().verify(line -> {}).damaged()).isZero();
    }

    private void burnsNoAttemptWhileTheDestinationIsDown() throws Exception {
        down = true;
        known.add("dora");
        journal.append(Records.completion("emil"), Set.of("hr")).toCompletableFuture().join();
        journal.append(Records.completion("dora"), Set.of("hr")).toCompletableFuture().join();
        deliver();
        down = false;
        deliver();

        assertThat(sent).containsExactly("ben", "dora");
        assertThat(waiting()).containsExactly("anna", "cleo", "emil");
        assertThat(journal.balances().get("hr")).isEqualTo(new Balance(5, 2, 3, 0, 0));
    }

    private void sendsWhatIsKnownByNow() {
        known.add("anna");

        assertThat(operations.unmatched().release(Instant.EPOCH, one -> known.contains(one.record().learner().id()), damaged::add))
                .isEqualTo(1);
        assertThat(operations.unmatched().release(Instant.EPOCH, one -> false, damaged::add)).isZero();
        deliver();

        assertThat(sent).containsExactly("ben", "dora", "anna");
        assertThat(journal.balances().get("hr")).isEqualTo(new Balance(5, 3, 2, 0, 0));
    }

    private void givesUpWhenTheTimeIsOver() {
        assertThat(operations.unmatched().giveUp(clock.instant().minus(DAYS_30))).isZero();
        clock.turn(DAYS_30);

        assertThat(operations.unmatched().giveUp(clock.instant().minus(DAYS_30))).isEqualTo(2);

        assertThat(journal.balances().get("hr")).isEqualTo(new Balance(5, 3, 0, 2, 0));
        assertThat(waiting()).isEmpty();
    }

    private void sendsAgainWhatWasDelivered() {
        known.remove("anna");
        List<Long> numbers = operations.search().numbers("anna");

        assertThat(operations.as("cli:root").unmatched().sendAgain("hr", Platform.PRAESIDIUM, "anna", numbers, "wrong")).isZero();
        assertThat(operations.as("cli:root").unmatched().sendAgain("hr", Platform.MCT, "anna", numbers, "wrong")).isEqualTo(1);
        deliver();
        assertThat(waiting()).as("it waits, and stays counted as delivered").containsExactly("anna");
        assertThat(journal.balances().get("hr")).isEqualTo(new Balance(5, 3, 0, 2, 0));
        assertThat(journal.destinations().get(0).unmatched()).as("of pending").isZero();
        known.add("anna");
        operations.unmatched().release(Instant.EPOCH, one -> true, damaged::add);
        deliver();

        assertThat(sent).containsExactly("ben", "dora", "anna", "anna");
        assertThat(journal.balances().get("hr")).isEqualTo(new Balance(5, 3, 0, 2, 0));
    }

    private void keepsLinks() {
        PersonLinks links = operations.as("cli:root").links();
        Object before = links.version();
        PersonLink link = new PersonLink(Platform.MCT, "13273", "E-1", clock.instant());

        assertThat(links.link(List.of(link), "asked him")).isEqualTo(1);
        Object first = links.version();
        assertThat(links.link(List.of(link), "again")).isZero();
        assertThat(links.version()).isEqualTo(first).isNotEqualTo(before);
        assertThat(links.link(List.of(new PersonLink(Platform.MCT, "13273", "E-2", clock.instant())), "it was his brother"))
                .isEqualTo(1);
        assertThat(links.of(Platform.MCT, "13273")).extracting(PersonLink::person).containsExactly("E-2");
        assertThat(links.version()).isNotEqualTo(first);
        assertThat(links.unlink(Platform.MCT, "13273", "neither")).isTrue();
        assertThat(links.unlink(Platform.MCT, "13273", "neither")).isFalse();
        assertThat(links.link(List.of(link), null)).isEqualTo(1);
        assertThat(links.all()).extracting(PersonLink::person).containsExactly("E-1");
        List<String> acts = new ArrayList<>();
        operations.audit().each(one -> acts.add("%s %s %s".formatted(one.act(), one.subject(), one.why())));
        assertThat(acts).containsExactly("send-again hr of mct:anna wrong", "link mct:13273 asked him",
                "link mct:13273 it was his brother", "unlink mct:13273 neither", "link mct:13273 null");
    }

    private void sendsAllWhereTheRouteAsksNoMore() {
        journal.append(Records.completion("fritz"), Set.of("hr")).toCompletableFuture().join();
        deliver();
        assertThat(waiting()).containsExactly("fritz");
        assertThat(operations.as("cli:root").unmatched().release("lrs", "no")).isZero();
        assertThat(operations.as("cli:root").unmatched().release("hr", "it asks no more")).isOne();
        known.add("fritz");
        deliver();

        assertThat(sent).endsWith("fritz");
        assertThat(waiting()).isEmpty();
        List<String> acts = new ArrayList<>();
        operations.audit().each(one -> acts.add("%s %s %s".formatted(one.act(), one.subject(), one.why())));
        assertThat(acts).contains("release hr it asks no more");
    }

    private List<String> waiting() {
        List<String> waiting = new ArrayList<>();
        operations.unmatched().each(Instant.EPOCH, one -> waiting.add(one.record().learner().id()), damaged::add);
        return waiting;
    }
}
