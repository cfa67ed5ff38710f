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
import serai.journal.attempt.FailureClass;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.ReplayRate;
import serai.journal.sql.write.JournalBounds;
import serai.journal.store.Failure;
import serai.journal.store.Page;
import serai.journal.store.PageEntry;
import serai.journal.store.Settlement;
import serai.journal.store.Settlement.Settled;
import serai.model.LearningRecord;
import serai.testkit.CallersThread;
import serai.testkit.Kept;
import serai.testkit.Records;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static serai.testkit.Records.completion;

/** A bit changes on the disk. Whatever is read of what was kept is as it was kept, or is refused. */
class DamagedRecordTest {

    private static final Clock CLOCK = Clock.fixed(Records.RECEIVED, ZoneOffset.UTC);

    @TempDir
    private Path folder;
    private SqliteJournal journal;
    private JournalOperations operations;

    @BeforeEach
    void open() {
        journal = SqliteStore.open(folder.resolve("journal.db"), JournalBounds.DEFAULT, CLOCK);
        operations = JournalOperations.open(folder.resolve("journal.db"), CLOCK);
    }

    @AfterEach
    void close() {
        operations.close();
        journal.close();
    }

    @Test
    void isNotDeliveredAsAnothersAndWhatStandsBeforeItIs() throws Exception {
        append(completion("anna"), "archive", "lrs");
        append(completion("bena"), "archive", "lrs");
        append(completion("cleo"), "archive", "lrs");
        damage("UPDATE record_batch SET body = CAST(replace(body, 'bena', 'benb') AS BLOB) WHERE base_seq = 2");

        Page before = journal.read("lrs", 0, 10);
        assertThat(before.entries()).extracting(entry -> entry.record().learner().id()).containsExactly("anna");
        assertThat(before.upTo()).isEqualTo(1);
        assertThat(before.more()).isTrue();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> journal.read("lrs", 1, 10)).isInstanceOfSatisfying(DamagedRecordException.class, damaged -> {
                assertThat(damaged.seq()).isEqualTo(2);
                assertThat(damaged.receivedAt()).isEqualTo(Records.RECEIVED);
            }).hasMessageContaining("journal.db: the record batch 2 to 2, received " + Records.RECEIVED)
                    .hasMessageContaining("lrs stops before it").hasMessageContaining("./serai restore")
                    .hasMessageContaining("./serai dead-letters drop lrs-2").message().hasLineCount(1);
        }
        assertThatThrownBy(() -> journal.traces(0, 10)).isInstanceOf(DamagedRecordException.class);
    }

    /** One bit of a number, and the row of one learner stands where another's was. */
    @Test
    void isNotTakenForTheOneWhoseNumberItHasComeToBear() throws Exception {
        append(completion("anna"), "lrs");
        append(completion("bena"), "lrs");
        damage("DELETE FROM record_batch WHERE base_seq = 1");
        damage("UPDATE record_batch SET base_seq = 1 WHERE base_seq = 2");

        assertThatThrownBy(() -> journal.read("lrs", 0, 10)).isInstanceOf(DamagedRecordException.class)
                .hasMessageContaining("batch 1 to 1, received").hasMessageContaining("the content of another batch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"body", "kinds"})
    void everyBitOfABatchIsCovered(String column) throws Exception {
        appendTogether(completion("anna"), completion("ben"));
        byte[] whole = bytes("SELECT " + column + " FROM record_batch");
        for (int bit = 0; bit < whole.length * Byte.SIZE; bit += 7) {
            byte[] flipped = whole.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            set("UPDATE record_batch SET %s = ?".formatted(column), flipped);
            if (column.equals("body")) {
                assertThatThrownBy(() -> journal.read("lrs", 0, 10)).as("bit %s", bit).isInstanceOf(DamagedRecordException.class);
            } else { // the body tells the kinds too
                assertThat(journal.read("lrs", 0, 10).entries()).hasSize(2);
                assertThat(journal.read("archive", 0, 10).entries()).isEmpty();
            }
        }
        set("UPDATE record_batch SET %s = ?".formatted(column), whole);
        assertThat(journal.read("lrs", 0, 10).entries()).hasSize(2);
    }

    @Test
    void aBatchThatIsCutShortIsRefusedWhereverItEnds() throws Exception {
        appendTogether(completion("anna"), completion("ben"));
        byte[] whole = bytes("SELECT body FROM record_batch");
        for (int length = 0; length < whole.length; length += 11) {
            set("UPDATE record_batch SET body = ?", Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> journal.read("lrs", 0, 10)).as("%s bytes", length).isInstanceOf(DamagedRecordException.class);
        }
    }

    @Test
    void aDestinationThatItHasNothingForPassesOverIt() throws Exception {
        append(completion("anna"), "lrs");
        append(completion("ben"), "archive");
        damage("UPDATE record_batch SET body = x'01' WHERE base_seq = 1");

        assertThat(journal.read("archive", 0, 10).entries()).extracting(PageEntry::seq).containsExactly(2L);
        assertThatThrownBy(() -> journal.read("lrs", 0, 10)).isInstanceOf(DamagedRecordException.class);
    }

    @Test
    void isNotDeliveredToWhomItWasNotNamedFor() throws Exception {
        append(completion("anna"), "lrs");
        append(completion("ben"), "archive");
        damage("UPDATE record_batch SET kinds = (SELECT kinds FROM record_batch WHERE base_seq = 2) WHERE base_seq = 1");

        assertThat(journal.read("archive", 0, 10).entries()).extracting(PageEntry::seq).containsExactly(2L);
        damage("UPDATE record_batch SET body = (SELECT body FROM record_batch WHERE base_seq = 2) WHERE base_seq = 1");
        assertThatThrownBy(() -> journal.read("archive", 0, 10)).isInstanceOf(DamagedRecordException.class);
    }

    @Test
    void isGivenUpByAnOperatorWithItsBatchAndTheRestFlowsOn() throws Exception {
        appendTogether(completion("anna"), completion("ben"), completion("cleo"));
        append(completion("dora"), "lrs");
        damage("UPDATE record_batch SET body = x'00' WHERE base_seq = 1");
        DeadLetterId damaged = new DeadLetterId(Content.RECORD, "lrs", 2);

        assertThatThrownBy(() -> operations.deadLetters().drop(Set.of(new DeadLetterId(Content.RECORD, "lrs", 4)), "no"))
                .as("what is pending and whole").isInstanceOf(IllegalArgumentException.class);
        assertThat(operations.deadLetters().drop(Set.of(damaged), "its sector is gone")).containsExactly(
                new DeadLetterId(Content.RECORD, "lrs", 1), damaged, new DeadLetterId(Content.RECORD, "lrs", 3));

        assertThat(journal.read("lrs", 0, 10).entries()).extracting(entry -> entry.record().learner().id()).containsExactly("dora");
        assertThat(journal.balances()).containsEntry("lrs", new Balance(4, 0, 1, 0, 3));
    }

    @Test
    void ofABatchOfWhichNothingIsKnownAllIsGivenUpAndTheBalanceStaysEven() throws Exception {
        append(completion("anna"), "lrs");
        append(completion("ben"), "archive");
        damage("UPDATE record_batch SET body = x'00', kinds = x'00'");

        assertThat(operations.destinations().drop("lrs", "gone")).as("whose each was is not known").isEqualTo(2);

        assertThat(journal.balances().get("lrs")).isEqualTo(new Balance(1, 0, 0, 0, 1));
    }

    /** Otherwise a new record could have the number of one that stands aside, and would be passed over. */
    @Test
    void noNumberIsGivenTwiceWhereTheLastBatchNoLongerSaysHowManyItHas() throws Exception {
        appendTogether(completion("anna"), completion("ben"), completion("cleo"));
        damage("UPDATE record_batch SET count = 1");
        close();
        open();

        append(completion("dora"), "lrs");

        assertThat(Long.parseLong(new Kept(folder).rows("journal.db", "SELECT max(base_seq) FROM record_batch").get(0)))
                .isGreaterThan(3);
        assertThat(journal.read("lrs", 0, 10).entries()).as("its body says how many it has").hasSize(4);
    }

    @Test
    void ofADamagedOneTheEventsAreKeptAgainIfTheyComeAgain() throws Exception {
        append(completion("anna"), "lrs");
        append(completion("ben"), "lrs");
        damage("UPDATE record_batch SET body = x'00' WHERE base_seq = 1");
        close();
        open();

        assertThat(journal.append(completion("anna"), Set.of("lrs")).toCompletableFuture().join()).isEqualTo(Appended.STORED);
        assertThat(journal.append(completion("ben"), Set.of("lrs")).toCompletableFuture().join()).isEqualTo(Appended.DUPLICATE);
    }

    @Test
    void whatStandsAsideIsCheckedToo() throws Exception {
        append(completion("anna"), "lrs");
        PageEntry anna = journal.read("lrs", 0, 10).entries().get(0);
        Failure failure = Failure.of(FailureClass.REFUSED, Records.RECEIVED, new IOException("400"));
        journal.settle(new Settlement("lrs", 0, DestinationState.at(1),
                List.of(new Settled(anna, RecordState.DEAD, failure, null, false, false)), Set.of(), Set.of(), false, Map.of()))
                .toCompletableFuture().join();
        DeadLetterId letter = new DeadLetterId(Content.RECORD, "lrs", 1);
        LearningRecord mended = anna.record().withReceivedAt(anna.record().receivedAt());
        operations.deadLetters().edit(letter, mended);
        assertThat(journal.requeued("lrs", 10).entries()).extracting(PageEntry::counted).containsExactly(RecordState.DEAD);

        damage("UPDATE aside SET edited = replace(edited, 'anna', 'annb')");

        assertThatThrownBy(() -> journal.requeued("lrs", 10)).isInstanceOf(DamagedRecordException.class);
        assertThatThrownBy(() -> operations.deadLetters().find(letter)).isInstanceOf(DamagedRecordException.class)
                .hasMessageContaining("lrs-1").hasMessageContaining("./serai dead-letters drop lrs-1");
        damage("UPDATE aside SET state = 'held'");
        assertThatThrownBy(() -> journal.held("lrs")).isInstanceOf(DamagedRecordException.class);
        damage("UPDATE aside SET state = 'requeued'");
        assertThat(operations.deadLetters().drop(Set.of(letter), "damaged")).containsExactly(letter);
    }

    @Test
    void whatIsKeptApartIsCheckedTooAndTheRawPayloadIs() throws Exception {
        append(completion("anna"), "lrs");
        append(completion("anna", new BigDecimal("51")), "lrs");
        DeadLetterId differs = new DeadLetterId(Content.DIFFERS, "mct", 1);
        assertThat(operations.deadLetters().find(differs)).isPresent();

        damage("UPDATE differing SET raw = x'00'");

        assertThatThrownBy(() -> operations.deadLetters().retry(Set.of(differs), ReplayRate.atOnce(Records.RECEIVED)))
                .isInstanceOf(DamagedRecordException.class).hasMessageContaining("mct-differs-1");
        assertThatThrownBy(() -> operations.deadLetters().find(differs)).isInstanceOf(DamagedRecordException.class);
        assertThat(journal.traces(0, 10)).hasSize(1);
        assertThat(operations.deadLetters().drop(Set.of(differs), "damaged")).containsExactly(differs);
    }

    @Test
    void whatTheRouterIsAskedAboutAgainKeepsItsChecksum() throws Exception {
        append(completion("anna"), "unrouted");
        append(completion("ben"), "unrouted");
        damage("UPDATE aside SET json = replace(json, 'ben', 'bem') WHERE seq = 2");
        assertThatThrownBy(() -> operations.unrouted().reroute(record -> Set.of("lrs"), true))
                .isInstanceOf(DamagedRecordException.class).hasMessageContaining("drop unrouted-2");
        DeadLetterId ben = new DeadLetterId(Content.RECORD, "unrouted", 2);
        assertThat(operations.deadLetters().drop(Set.of(ben), "damaged")).containsExactly(ben);

        assertThat(operations.unrouted().reroute(record -> Set.of("lrs"), true).sent()).isEqualTo(1);

        assertThat(journal.requeued("lrs", 10).entries()).hasSize(1);
    }

    /** As one batch: the writer takes what waits. */
    private void appendTogether(LearningRecord... records) {
        journal.close();
        CallersThread writer = new CallersThread();
        journal = FastStore.open(folder.resolve("journal.db"), JournalBounds.DEFAULT, CLOCK, writer);
        writer.hold();
        List<CompletableFuture<Appended>> appends = Arrays.stream(records)
                .map(record -> journal.append(record, Set.of("lrs")).toCompletableFuture()).toList();
        writer.goOn();
        appends.forEach(CompletableFuture::join);
    }

    private void append(LearningRecord record, String... destinations) {
        journal.append(record, Set.of(destinations)).toCompletableFuture().join();
    }

    private void damage(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }

    private void set(String sql, byte[] value) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                var statement = connection.prepareStatement(sql)) {
            statement.setBytes(1, value);
            assertThat(statement.executeUpdate()).isPositive();
        }
    }

    private byte[] bytes(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                var row = connection.createStatement().executeQuery(sql)) {
            return row.getBytes(1);
        }
    }
}
