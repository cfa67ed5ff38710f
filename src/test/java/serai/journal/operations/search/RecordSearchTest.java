package serai.journal.operations.search;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.JournalUnavailableException;
import serai.journal.RecordState;
import serai.journal.operations.JournalOperations;
import serai.journal.sql.index.LearnerHashes;
import serai.journal.sql.query.Checksum;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.SqliteStore;
import serai.journal.store.Journal;
import serai.model.LearningRecord;
import serai.testkit.Records;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is found in a journal, and how far one search looks. */
class RecordSearchTest {

    private static final RecordQuery ALL = new RecordQuery(null, null, null, null, null, null, null, RecordQuery.NEWEST, 10);

    @TempDir
    private Path folder;
    private Journal journal;
    private JournalOperations operations;

    private void open() {
        Path file = folder.resolve("journal.db");
        journal = SqliteStore.open(file, JournalBounds.DEFAULT, Clock.systemUTC());
        operations = JournalOperations.open(file, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        operations.close();
        journal.close();
    }

    private LearningRecord append(LearningRecord record) {
        journal.append(record, Set.of("hr", "lrs")).toCompletableFuture().join();
        return record;
    }

    private SearchResult find(RecordQuery query) {
        return operations.search().find(query);
    }

    private static RecordQuery learner(String learner, long before, int limit) {
        return new RecordQuery(null, learner, null, null, null, null, null, before, limit);
    }

    @Test
    void findsALearnersRecordsTheNewestFirstWhetherTheyAreInTheIndexOrNot() throws Exception {
        open();
        append(Records.login("anna"));
        append(Records.completion("ben"));
        append(Records.completion("anna"));
        sorted(2, "anna", "ben");

        SearchResult found = find(learner(" ANNA ", RecordQuery.NEWEST, 10));

        assertThat(found.records()).extracting(FoundRecord::seq).containsExactly(3L, 1L);
        assertThat(found.records().get(0).destinations()).isEqualTo(Map.of("hr", RecordState.PENDING, "lrs", RecordState.PENDING));
        assertThat(found.goesOn()).isFalse();
        assertThat(find(learner("ben", RecordQuery.NEWEST, 10)).records()).extracting(FoundRecord::seq).containsExactly(2L);
        assertThat(find(learner("ann", RecordQuery.NEWEST, 10)).records()).isEmpty();
    }

    @Test
    void saysThatARunOfTheIndexIsDamaged() throws Exception {
        open();
        append(Records.login("anna"));
        sorted(1, "anna");
        change("UPDATE learner_run SET sum = sum + 1");

        assertThatThrownBy(() -> find(learner("anna", RecordQuery.NEWEST, 10))).isInstanceOf(JournalUnavailableException.class)
                .hasMessageContaining("the index of learners is damaged for the records 1 to 1");
    }

    /** The index has these learners' records, from the first on, as it has them once there are many. */
    private void sorted(long last, String... learners) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                Statement statement = connection.createStatement();
                ResultSet key = statement.executeQuery("SELECT value FROM fixed WHERE name = 'learner-key'");
                PreparedStatement insert = connection.prepareStatement("INSERT INTO learner_run VALUES (1, ?, ?, ?)")) {
            LearnerHashes hashes = new LearnerHashes(key.getString(1));
            List<long[]> entries = new ArrayList<>();
            for (int i = 0; i < learners.length; i++) {
                entries.add(new long[]{hashes.of(learners[i]), i + 1});
            }
            entries.sort(Comparator.comparingLong(entry -> entry[0]));
            ByteBuffer run = ByteBuffer.allocate(entries.size() * 16);
            entries.forEach(entry -> run.putLong(entry[0]).putLong(entry[1]));
            insert.setLong(1, last);
            insert.setBytes(2, run.array());
            insert.setLong(3, Checksum.of(1, last, run.array()));
            insert.executeUpdate();
        }
        change("INSERT OR REPLACE INTO position VALUES ('sorted', " + last + ", 0)");
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Test
    void goesOnBehindTheLastOneThatWasFound() {
        open();
        IntStream.range(0, 7).forEach(i -> append(Records.login("anna").withId(new UUID(0, i))));

        SearchResult first = find(learner("anna", RecordQuery.NEWEST, 3));
        SearchResult second = find(learner("anna", first.before(), 3));
        SearchResult third = find(learner("anna", second.before(), 3));

        assertThat(first.records()).extracting(FoundRecord::seq).containsExactly(7L, 6L, 5L);
        assertThat(second.records()).extracting(FoundRecord::seq).containsExactly(4L, 3L, 2L);
        assertThat(third.records()).extracting(FoundRecord::seq).containsExactly(1L);
        assertThat(third.goesOn()).isFalse();

        SearchResult all = find(ALL);
        SearchResult some = find(new RecordQuery(null, null, null, null, null, null, null, RecordQuery.NEWEST, 4));
        assertThat(all.records()).hasSize(7);
        assertThat(find(new RecordQuery(null, null, null, null, null, null, null, some.before(), 10)).records())
                .extracting(FoundRecord::seq).containsExactly(3L, 2L, 1L);
    }

    @Test
    void findsByIdByCourseByTypeBySourceAndByTime() {
        open();
        LearningRecord login = append(Records.login("anna"));
        LearningRecord done = append(Records.completion("anna"));
        LearningRecord later = append(Records.completion("ben").withReceivedAt(Records.RECEIVED.plus(Duration.ofDays(3))));
        String course = done.activity().name();
        Instant nextDay = Records.RECEIVED.plus(Duration.ofDays(1));

        assertThat(ids(new RecordQuery(login.id(), null, null, null, null, null, null, RecordQuery.NEWEST, 10)))
                .containsExactly(login.id());
        assertThat(ids(new RecordQuery(later.id(), null, null, null, null, null, null, RecordQuery.NEWEST, 10)))
                .containsExactly(later.id());
        assertThat(ids(new RecordQuery(null, null, course.substring(1).toUpperCase(Locale.ROOT), null, null, null, null,
                RecordQuery.NEWEST, 10))).containsExactly(later.id(), done.id());
        assertThat(ids(new RecordQuery(null, null, null, "LOGGED_IN", null, null, null, RecordQuery.NEWEST, 10)))
                .containsExactly(login.id());
        assertThat(ids(new RecordQuery(null, null, null, null, "nowhere", null, null, RecordQuery.NEWEST, 10))).isEmpty();
        assertThat(ids(new RecordQuery(null, null, null, null, null, nextDay, null, RecordQuery.NEWEST, 10)))
                .containsExactly(later.id());
        assertThat(ids(new RecordQuery(null, null, null, null, null, null, nextDay, RecordQuery.NEWEST, 10)))
                .containsExactly(done.id(), login.id());
    }

    private List<UUID> ids(RecordQuery query) {
        SearchResult found = find(query);
        assertThat(found.goesOn()).isFalse();
        return found.records().stream().map(one -> one.record().id()).toList();
    }

    @Test
    void refusesToFindMoreThanItsLimit() {
        open();

        assertThatThrownBy(() -> learner("anna", RecordQuery.NEWEST, 1_001)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from 1 to 1000");
        assertThat(learner("anna@example.org", 1, 1).toString()).doesNotContain("anna");
    }
}
