package serai.journal.sql.write;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;
import serai.journal.Appended;
import serai.journal.DeliveryTrace;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.search.LearnerNumbers;
import serai.journal.sql.index.LearnerHashes;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sqlite.FastStore;
import serai.journal.sqlite.SqliteJournal;
import serai.journal.sqlite.SqliteSession;
import serai.model.LearningRecord;
import serai.model.Mark;
import serai.testkit.Records;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;
import static serai.testkit.Records.start;

/** The indexes are sorted between two appends of one transaction, as a purge does whose turn to write comes there. */
class SortAmidAppendsTest {

    private static final Clock CLOCK = Clock.fixed(Records.RECEIVED, ZoneOffset.UTC);
    private static final LearningRecord REDRAWN = start("ben", Duration.ofSeconds(2));

    @TempDir
    private Path folder;
    private final SQLiteDataSource plain = new SQLiteDataSource();
    private SqliteJournal journal;
    private JournalQuery reading;
    private Connection connection;
    private Transaction transaction;

    @BeforeEach
    void appendTwoAndSortBetweenThem() throws SQLException {
        journal = FastStore.open(folder.resolve("journal.db"), JournalBounds.DEFAULT, CLOCK);
        assertThat(journal.append(completion("before"), Set.of("lrs")).toCompletableFuture().join()).isEqualTo(Appended.STORED);
        plain.setUrl("jdbc:sqlite:" + folder.resolve("journal.db"));
        reading = new JournalQuery(plain, "the journal");
        connection = plain.getConnection();
        transaction = new Transaction(connection, unused -> {}, new SqliteSession(), new SizeLimit("the journal", 0));
        transaction.begin();
        assertThat(append(completion("anna"))).isEqualTo(Appended.STORED);
        transaction.newest().sort();
        assertThat(append(completion("ben"))).isEqualTo(Appended.STORED);
        transaction.commit();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        journal.close();
    }

    private Appended append(LearningRecord record) throws SQLException {
        return new Append(record, " lrs ", Duration.ofHours(24), LearnerHashes.of(reading), null).apply(transaction);
    }

    @Test
    void bothEventsAreKnown() throws SQLException {
        transaction.begin();
        assertThat(append(completion("ben"))).isEqualTo(Appended.DUPLICATE);
        assertThat(append(completion("anna"))).isEqualTo(Appended.DUPLICATE);
        assertThat(append(completion("before"))).isEqualTo(Appended.DUPLICATE);
        transaction.commit();
    }

    @Test
    void bothEventsAreKnownToWhoeverReadsThemFromTheTablesAndTheBatches() {
        for (String learner : List.of("ben", "anna", "before")) {
            assertThat(journal.append(completion(learner), Set.of("lrs")).toCompletableFuture().join()).as(learner)
                    .isEqualTo(Appended.DUPLICATE);
        }
    }

    @Test
    void aStartIsMarkedAsARedrawByTheCompletionBehindTheSort() throws SQLException {
        transaction.begin();
        assertThat(append(REDRAWN)).isEqualTo(Appended.STORED);
        transaction.commit();

        assertThat(journal.traces(3, 1)).extracting(DeliveryTrace::record).extracting(LearningRecord::marks)
                .containsExactly(Set.of(Mark.REDRAW));
    }

    @Test
    void bothLearnersAreFoundAfterTheNextSort() throws SQLException {
        transaction.begin();
        assertThat(append(completion("cleo"))).isEqualTo(Appended.STORED);
        transaction.commit();
        transaction.begin();
        transaction.newest().sort();
        transaction.commit();

        assertThat(new LearnerNumbers(reading).of("before", Long.MAX_VALUE)).containsExactly(1L);
        assertThat(new LearnerNumbers(reading).of("anna", Long.MAX_VALUE)).containsExactly(2L);
        assertThat(new LearnerNumbers(reading).of("ben", Long.MAX_VALUE)).containsExactly(3L);
        assertThat(new LearnerNumbers(reading).of("cleo", Long.MAX_VALUE)).containsExactly(4L);
        try (JournalOperations operations = JournalOperations.open(folder.resolve("journal.db"), CLOCK)) {
            List<String> told = new ArrayList<>();
            assertThat(operations.records().verify(told::add).damaged()).as("%s", told).isZero();
        }
    }
}
