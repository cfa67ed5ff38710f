package serai.journal.postgresql;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import serai.journal.Appended;
import serai.journal.Balance;
import serai.journal.sql.write.JournalBounds;
import serai.model.LearningRecord;
import serai.testkit.Records;
import serai.testkit.SharedPostgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static serai.testkit.Records.completion;

/** What an instance leaves out while no other one writes or delivers, and that it does it again once another one does. */
class AloneInstanceTest {

    private static final Clock CLOCK = Clock.fixed(Records.RECEIVED, ZoneOffset.UTC);

    private String url;
    private PostgresqlJournal one;
    private PostgresqlJournal other;

    @BeforeEach
    void open() throws SQLException {
        url = SharedPostgres.database();
        one = open("one");
        other = open("other");
    }

    private PostgresqlJournal open(String name) {
        return PostgresqlStore.open(PostgresqlJournalTest.address(url), PostgresqlJournalTest.instance(name), JournalBounds.DEFAULT,
                CLOCK);
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    private static CompletableFuture<Appended> append(PostgresqlJournal journal, LearningRecord record) {
        return journal.append(record, Set.of("lrs")).toCompletableFuture();
    }

    @Test
    void nobodyIsToldOfAnAppendWhereNoOtherInstanceCouldDeliver() throws SQLException {
        AtomicInteger learners = new AtomicInteger();
        try (Connection listening = SharedPostgres.connect(url); Statement statement = listening.createStatement()) {
            statement.execute("LISTEN " + PostgresqlSession.CHANNEL);
            Callable<Boolean> told = () -> {
                append(one, completion("anna-" + learners.incrementAndGet())).join();
                PGNotification[] heard = listening.unwrap(PGConnection.class).getNotifications(100);
                return heard != null && heard.length > 0;
            };
            await().atMost(30, SECONDS).until(() -> !told.call());
            other.onAppend("lrs", () -> {
            });
            await().atMost(30, SECONDS).until(told);
        }
    }

    /** Whoever was alone for a while asks the database for its turn and stores at once: what it decided may be wrong by then. */
    @Test
    void whoWasAloneSeesWhatAnotherHasAppendedSince() {
        for (int i = 0; i < 3 * PostgresqlSession.ALONE_FROM; i++) {
            append(one, completion("anna-" + i)).join();
        }
        assertThat(append(other, completion("ben")).join()).isEqualTo(Appended.STORED);

        assertThat(append(one, completion("ben")).join()).isEqualTo(Appended.DUPLICATE);
        assertThat(append(one, completion("chloe")).join()).isEqualTo(Appended.STORED);
        assertThat(append(other, completion("chloe")).join()).isEqualTo(Appended.DUPLICATE);
        long kept = 3 * PostgresqlSession.ALONE_FROM + 2;
        assertThat(one.balances()).containsEntry("lrs", new Balance(kept, 0, kept, 0, 0));
        assertThat(other.read("lrs", 0, 1_000).entries()).hasSize((int) kept);
    }
}
