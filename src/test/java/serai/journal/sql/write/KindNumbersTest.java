package serai.journal.sql.write;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Appended;
import serai.journal.Balance;
import serai.journal.DeliveryTrace;
import serai.journal.DestinationState;
import serai.journal.JournalWriter;
import serai.journal.RecordState;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.RerouteResult;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.DestinationSets;
import serai.journal.sql.query.StoredBatch;
import serai.journal.sqlite.FastStore;
import serai.journal.sqlite.SqliteJournal;
import serai.journal.store.PageEntry;
import serai.journal.store.Settlement;
import serai.journal.store.Settlement.Settled;
import serai.model.Identity;
import serai.model.LearningRecord;
import serai.testkit.Kept;
import serai.testkit.Records;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static serai.testkit.Records.completion;
import static serai.testkit.Records.login;
import static serai.testkit.Records.start;

/** What records have in common, and how those that go to many destinations are counted. */
class KindNumbersTest {

    private static final Clock LATER = Clock.fixed(Records.RECEIVED.plus(Duration.ofDays(31)), ZoneOffset.UTC);
    private static final String EACH = "SELECT seq, type, destinations FROM record JOIN kind ON kind.nr = record.kind ORDER BY seq";
    private static final Set<String> SIXTEEN = new HashSet<>(IntStream.range(0, 16).mapToObj(i -> "to-" + i).toList());

    @TempDir
    private Path folder;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private SqliteJournal journal;

    @BeforeEach
    void open() {
        JournalBounds bounds = new JournalBounds(10_000, 8 << 20, 10, 0, Duration.ofDays(30), Duration.ZERO,
                Duration.ofHours(24));
        journal = FastStore.open(file(), bounds, LATER, thread);
    }

    private Path file() {
        return folder.resolve("journal.db");
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void whatRecordsHaveInCommonStandsOnce() throws Exception {
        append(completion("anna"), "archive", "lrs");
        append(completion("ben"), "lrs", "archive");
        append(completion("cleo"), "lrs");
        append(login("anna"), "archive", "lrs");
        append(Records.of("praesidium", login("anna")), "archive", "lrs");
        append(start("anna", Duration.ofSeconds(2)), "lrs");

        assertThat(rows("SELECT source, type, redraw, destinations FROM kind ORDER BY nr")).containsExactly(
                "mct|COURSE_COMPLETED|0| archive lrs ", "mct|COURSE_COMPLETED|0| lrs ", "mct|LOGGED_IN|0| archive lrs ",
                "praesidium|LOGGED_IN|0| archive lrs ", "mct|COURSE_STARTED|1| lrs ");
        assertThat(rows("SELECT kind FROM record ORDER BY seq")).containsExactly("1", "1", "2", "3", "4", "5");
    }

    @Test
    void aKindThatWasRolledBackIsNotUsed() throws Exception {
        change("""
                CREATE TRIGGER fault BEFORE INSERT ON record_batch WHEN instr(NEW.body, CAST('bad' AS BLOB))
                BEGIN SELECT RAISE(ABORT, 'bad'); END""");
        assertThatThrownBy(() -> append(completion("bad"), "lrs")).hasMessageContaining("bad");

        append(login("anna"), "archive");
        append(completion("ben"), "lrs");

        assertThat(rows(EACH)).containsExactly("1|LOGGED_IN| archive ", "2|COURSE_COMPLETED| lrs ");
        assertThat(read("lrs")).containsExactly("ben");
    }

    @Test
    void aKindThatAnotherProcessHasAddedIsUsed() throws Exception {
        append(completion("anna"), "lrs");
        try (JournalOperations operations = JournalOperations.open(file(), LATER)) {
            operations.inbox(0, Duration.ZERO).append(completion("ben"), Set.of("lrs")).toCompletableFuture().join();
            operations.inbox(0, Duration.ZERO).append(completion("cleo"), Set.of("archive", "lrs")).toCompletableFuture().join();
        }
        append(completion("dora"), "archive", "lrs");
        append(completion("emil"), "archive");

        assertThat(rows("SELECT kind FROM record ORDER BY seq")).containsExactly("1", "1", "2", "2", "3");
        assertThat(rows("SELECT nr, destinations FROM kind ORDER BY nr"))
                .containsExactly("1| lrs ", "2| archive lrs ", "3| archive ");
        assertThat(read("archive")).containsExactly("cleo", "dora", "emil");
    }

    @Test
    void aRecordThatIsRoutedAgainStandsAsideForItsDestinationsAndThoseBesideItStayAsTheyWere() throws Exception {
        append(completion("anna"), JournalWriter.UNROUTED, "archive");
        append(completion("ben"), JournalWriter.UNROUTED, "archive");
        try (JournalOperations operations = JournalOperations.open(file(), LATER)) {
            for (boolean keep : new boolean[]{false, true}) {
                assertThat(operations.unrouted().reroute(record -> record.learner().id().equals("ben") ? Set.of("archive", "lrs")
                        : Set.of(JournalWriter.UNROUTED), keep)).isEqualTo(new RerouteResult(1, Map.of("COURSE_COMPLETED", 1L)));
            }
        }

        assertThat(rows("SELECT destination, seq, state FROM aside ORDER BY seq")).containsExactly("unrouted|1|unrouted",
                "lrs|2|requeued");
        assertThat(read("archive")).containsExactly("anna", "ben");
        assertThat(journal.traces(0, 10)).extracting(DeliveryTrace::destinations).containsExactly(
                Map.of("archive", RecordState.PENDING, JournalWriter.UNROUTED, RecordState.PENDING),
                Map.of("archive", RecordState.PENDING, "lrs", RecordState.PENDING));
    }

    @Test
    void aKindOutlivesItsRecords() throws Exception {
        append(completion("anna"), "lrs");
        append(completion("ben"), "lrs", "archive");
        deliver("lrs");

        assertThat(journal.purge()).as("the archive has not got ben").isEqualTo(1);
        append(completion("cleo"), "lrs");

        assertThat(rows("SELECT seq, kind FROM record ORDER BY seq")).containsExactly("2|2", "3|1");
        try (JournalOperations operations = JournalOperations.open(file(), LATER)) {
            assertThat(operations.replay().types()).containsExactly("COURSE_COMPLETED");
        }
    }

    @Test
    void aPlatformMayInventTypesWithoutEnd() throws Exception {
        for (int round = 0; round < 2; round++) {
            List<CompletableFuture<Appended>> appends = new ArrayList<>();
            for (int i = 0; i < 1_500; i++) {
                appends.add(journal.append(ofType("INVENTED_" + i, "learner-" + round), Set.of("lrs")).toCompletableFuture());
            }
            appends.forEach(CompletableFuture::join);
        }

        assertThat(rows("SELECT count(*), count(DISTINCT type) FROM kind")).containsExactly("1500|1500");
        assertThat(rows(EACH)).hasSize(3_000).startsWith("1|INVENTED_0| lrs ").endsWith("3000|INVENTED_1499| lrs ");
    }

    @Test
    void setsOfTheSameNamesAreOneTextAndFewOfThemAreKept() {
        DestinationSets sets = new DestinationSets();
        String text = sets.column(SIXTEEN);

        assertThat(sets.column(new TreeSet<>(SIXTEEN))).isSameAs(text).isEqualTo(ColumnCodec.names(SIXTEEN));
        IntStream.range(0, 1_000).forEach(i -> assertThat(sets.column(Set.of("to-" + i))).isEqualTo(" to-" + i + " "));
        assertThat(sets.column(SIXTEEN)).isNotSameAs(text).isEqualTo(text);
    }

    @Test
    void manyDestinationsCountExactlyWhateverElseIsInTheirCommit() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        Map<String, Long> routed = new HashMap<>();
        Map<String, Long> cursors = new HashMap<>();
        long seq = 0;
        for (int commit = 0; commit < 10; commit++) {
            CountDownLatch goOn = hold();
            List<CompletableFuture<Appended>> appends = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Set<String> some = new HashSet<>(SIXTEEN);
                some.removeIf(name -> random.nextInt(16) > 2);
                some.add("to-" + random.nextInt(20)); // or one that the sixteen begin with, or are not
                for (String name : some) {
                    routed.merge(name, 1L, Long::sum);
                    cursors.putIfAbsent(name, seq);
                }
                seq++;
                appends.add(journal.append(completion("learner-" + seq), some).toCompletableFuture());
            }
            goOn.countDown();
            appends.forEach(CompletableFuture::join);
        }

        assertThat(journal.balances()).as("-Dseed=%s", seed).hasSameSizeAs(routed).allSatisfy(
                (name, balance) -> assertThat(balance).isEqualTo(new Balance(routed.get(name), 0, routed.get(name), 0, 0)));
        assertThat(cursors).as("-Dseed=%s", seed)
                .allSatisfy((name, before) -> assertThat(journal.state(name)).map(DestinationState::cursor).hasValue(before));
    }

    @Test
    void eachDestinationIsToldOnceACommit() throws Exception {
        List<String> told = new ArrayList<>();
        for (String name : SIXTEEN) {
            journal.onAppend(name, () -> told.add(name));
        }
        CountDownLatch goOn = hold();
        List<CompletableFuture<Appended>> appends = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Set<String> named = i % 2 == 0 ? SIXTEEN : Set.of("to-1", "to-2");
            appends.add(journal.append(completion("learner-" + i), named).toCompletableFuture());
        }
        goOn.countDown();
        appends.forEach(CompletableFuture::join);
        thread.submit(() -> {}).get(30, SECONDS); // by whom destinations are told, perhaps after those who have appended

        assertThat(told).containsExactlyInAnyOrderElementsOf(SIXTEEN);
    }

    @Test
    void batchesAreReadInOrderFromTheOneThatHasTheFirstNumber() throws Exception {
        List<String> plan = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var rows = connection.createStatement().executeQuery("EXPLAIN QUERY PLAN " + StoredBatch.BETWEEN)) {
            while (rows.next()) {
                plan.add(rows.getString("detail"));
            }
        }

        assertThat(plan).contains("SEARCH record_batch USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)",
                "SEARCH record_batch USING INTEGER PRIMARY KEY (rowid<?)", "SEARCH purged USING INTEGER PRIMARY KEY (rowid=?)")
                .noneMatch(step -> step.contains("SCAN") || step.contains("TEMP B-TREE"));
    }

    /** What is appended until the latch is counted down shares a commit: whoever has the thread is waited for. */
    private CountDownLatch hold() throws Exception {
        return HeldThread.of(thread);
    }

    private static LearningRecord ofType(String type, String learner) {
        LearningRecord record = login(learner);
        return new LearningRecord(record.schemaVersion(), Identity.of(record.source(), type, learner, "", ""), record.source(),
                record.platform(), type, type, record.occurredAt(), record.occurredAsSent(), record.receivedAt(),
                record.learner(), null, null, Set.of(), record.raw());
    }

    private Appended append(LearningRecord record, String... destinations) {
        return journal.append(record, Set.of(destinations)).toCompletableFuture().join();
    }

    private void deliver(String destination) {
        List<PageEntry> entries = journal.read(destination, 0, 100).entries();
        long last = entries.get(entries.size() - 1).seq();
        journal.settle(new Settlement(destination, 0, DestinationState.at(last),
                entries.stream().map(entry -> new Settled(entry, RecordState.DELIVERED, null, null, false, false)).toList(),
                Set.of(), Set.of(), false, Map.of())).toCompletableFuture().join();
    }

    private List<String> read(String destination) {
        return journal.read(destination, 0, 100).entries().stream().map(entry -> entry.record().learner().id()).toList();
    }

    private List<String> rows(String sql) throws SQLException {
        return new Kept(folder).rows("journal.db", sql);
    }

    private void change(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
