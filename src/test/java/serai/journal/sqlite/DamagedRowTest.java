package serai.journal.sqlite;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.journal.Appended;
import serai.journal.Balance;
import serai.journal.DamagedRecordException;
import serai.journal.DeadLetterId;
import serai.journal.DeadLetterId.Content;
import serai.journal.DestinationState;
import serai.journal.RecordState;
import serai.journal.operations.JournalOperations;
import serai.journal.sql.write.JournalBounds;
import serai.journal.store.Page;
import serai.journal.store.Settlement;
import serai.journal.store.Settlement.Settled;
import serai.model.LearningRecord;
import serai.testkit.CallersThread;
import serai.testkit.Records;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static serai.testkit.Records.completion;

/** A bit changes in what a record batch's row says of it. The body says the same. */
class DamagedRowTest {

    private static final Clock CLOCK = Clock.fixed(Records.RECEIVED, ZoneOffset.UTC);

    @TempDir
    private Path folder;
    private CallersThread writer;
    private SqliteJournal journal;

    @BeforeEach
    void open() {
        writer = new CallersThread();
        journal = FastStore.open(folder.resolve("journal.db"), JournalBounds.DEFAULT, CLOCK, writer);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    /** A record whose number a cursor has passed would never be delivered. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 132, -124})
    void noNumberIsGivenTwiceWhereTheLastBatchHasAnotherCount(int count) throws Exception {
        appendTogether("anna", "ben", "cleo", "dora");
        assertThat(deliverAll()).hasSize(4);
        change("UPDATE record_batch SET count = " + count);
        restart();

        append("eva");

        assertThat(deliverAll()).containsExactly("eva");
        assertThat(journal.balances()).containsEntry("lrs", new Balance(5, 5, 0, 0, 0));
    }

    @Test
    void noNumberIsGivenTwiceWhereNothingOfTheLastBatchIsKnown() throws Exception {
        appendTogether("anna", "ben", "cleo", "dora");
        deliverAll();
        change("UPDATE record_batch SET count = 1, kinds = x'00', body = x'00'");
        restart();

        append("eva");

        assertThat(deliverAll()).containsExactly("eva");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 6, 132, -124})
    void aBatchWithAnotherCountIsReadAsItsBodySays(int count) throws Exception {
        appendTogether("anna", "ben", "cleo", "dora");
        append("eva");
        append("fee");
        change("UPDATE record_batch SET count = " + count + " WHERE base_seq = 1");

        assertThat(deliverAll()).containsExactly("anna", "ben", "cleo", "dora", "eva", "fee");
        assertThat(journal.balances()).containsEntry("lrs", new Balance(6, 6, 0, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 17, -124})
    void noOtherEventIsForgotten(int count) throws Exception {
        append("anna");
        append("ben");
        change("UPDATE record_batch SET count = " + count + ", body = x'00' WHERE base_seq = 1");
        restart();

        assertThat(append("ben")).isEqualTo(Appended.DUPLICATE);
        assertThat(append("anna")).as("of a damaged batch").isEqualTo(Appended.STORED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kinds = x'00', body = x'00'", "count = -124, kinds = x'00', body = x'00'"})
    void theRestFlowsOnWhenABatchOfWhichNothingIsKnownIsGivenUp(String damage) throws Exception {
        append("anna");
        append("ben");
        change("UPDATE record_batch SET " + damage + " WHERE base_seq = 1");
        assertThatThrownBy(this::deliverAll).isInstanceOf(DamagedRecordException.class);
        DeadLetterId anna = new DeadLetterId(Content.RECORD, "lrs", 1);

        try (JournalOperations operations = JournalOperations.open(folder.resolve("journal.db"), CLOCK)) {
            assertThat(operations.deadLetters().drop(Set.of(anna), "its page is gone")).containsExactly(anna);
        }

        assertThat(journal.standsBehind("lrs", "COURSE_COMPLETED", 0)).isTrue();
        assertThat(deliverAll()).containsExactly("ben");
        assertThat(journal.balances()).containsEntry("lrs", new Balance(2, 1, 0, 0, 1));
    }

    private void restart() {
        journal.close();
        open();
    }

    private void appendTogether(String... learners) {
        writer.hold();
        List<CompletableFuture<Appended>> appends = Stream.of(learners)
                .map(learner -> journal.append(completion(learner), Set.of("lrs")).toCompletableFuture()).toList();
        writer.goOn();
        appends.forEach(CompletableFuture::join);
    }

    private Appended append(String learner) {
        return journal.append(completion(learner), Set.of("lrs")).toCompletableFuture().join();
    }

    /** Returns whom the records are of that were delivered. */
    private List<String> deliverAll() {
        List<String> learners = new ArrayList<>();
        for (boolean more = true; more;) {
            long cursor = journal.state("lrs").orElseThrow().cursor();
            Page page = journal.read("lrs", cursor, 100);
            journal.settle(new Settlement("lrs", cursor, DestinationState.at(page.upTo()),
                    page.entries().stream().map(entry -> new Settled(entry, RecordState.DELIVERED, null, null, false, false))
                            .toList(),
                    Set.of(), Set.of(), false, Map.of())).toCompletableFuture().join();
            page.entries().forEach(entry -> learners.add(learner(entry.record())));
            more = page.more();
        }
        return learners;
    }

    private static String learner(LearningRecord record) {
        return record.learner().id();
    }

    private void change(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA ignore_check_constraints = true");
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }
}
