package serai.journal.postgresql;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.sql.SqlJournal;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.SqliteStore;
import serai.journal.store.PageEntry;
import serai.model.trace.TraceContext;
import serai.testkit.Records;
import serai.testkit.SettableClock;
import serai.testkit.SharedPostgres;

import java.nio.file.Path;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** The trace that a record came with, in both stores. */
class TracedRecordsTest {

    private static final TraceContext TRACE = new TraceContext(1, -2, 3, (byte) 1);

    private final SettableClock clock = new SettableClock(Records.RECEIVED);

    @Test
    void isKeptInAFile(@TempDir Path folder) {
        Path file = folder.resolve("journal.db");
        try (SqlJournal journal = SqliteStore.open(file, JournalBounds.DEFAULT, clock)) {
            append(journal);
        }
        try (SqlJournal journal = SqliteStore.open(file, JournalBounds.DEFAULT, clock)) {
            isKept(journal);
        }
    }

    @Test
    void isKeptInPostgresql() throws Exception {
        PostgresqlAddress address = PostgresqlJournalTest.address(SharedPostgres.database());
        try (SqlJournal journal =
                PostgresqlStore.open(address, PostgresqlJournalTest.instance("a"), JournalBounds.DEFAULT, clock)) {
            append(journal);
            isKept(journal);
        }
    }

    private static void append(SqlJournal journal) {
        journal.append(Records.completion("anna"), Set.of("lrs"), TRACE).toCompletableFuture().join();
        journal.append(Records.completion("ben"), Set.of("lrs")).toCompletableFuture().join();
    }

    private static void isKept(SqlJournal journal) {
        assertThat(journal.read("lrs", 0, 10).entries()).extracting(PageEntry::trace).containsExactly(TRACE, null);
    }
}
