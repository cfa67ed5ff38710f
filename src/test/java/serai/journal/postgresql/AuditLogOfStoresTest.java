package serai.journal.postgresql;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.operations.DeadLetterFilter;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.audit.AuditLogEntry;
import serai.journal.operations.search.RecordQuery;
import serai.journal.sql.SqlJournal;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sql.write.JournalBounds.LeftBounds;
import serai.journal.sqlite.SqliteStore;
import serai.testkit.Records;
import serai.testkit.SettableClock;
import serai.testkit.SharedPostgres;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** The audit log of both stores: noted with the act, and kept for its days; and what the page asks both. */
class AuditLogOfStoresTest {

    private static final Duration DAYS_30 = Duration.ofDays(30);
    private static final JournalBounds BOUNDS = new JournalBounds(100, 1 << 20, 10, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO,
            new LeftBounds(25, Duration.ZERO, Duration.ZERO, DAYS_30));

    private final SettableClock clock = new SettableClock(Records.RECEIVED);

    @Test
    void isNotedAndPurgedInAFile(@TempDir Path folder) {
        Path file = folder.resolve("journal.db");
        try (SqlJournal journal = SqliteStore.open(file, BOUNDS, clock);
                JournalOperations all = JournalOperations.open(file, clock)) {
            isNotedAndPurged(journal, all);
        }
    }

    @Test
    void isNotedAndPurgedInPostgresql() throws Exception {
        PostgresqlAddress address = PostgresqlJournalTest.address(SharedPostgres.database());
        try (SqlJournal journal = PostgresqlStore.open(address, PostgresqlJournalTest.instance("a"), BOUNDS, clock);
                JournalOperations all = JournalOperations.open(address, clock)) {
            isNotedAndPurged(journal, all);
        }
    }

    private void isNotedAndPurged(SqlJournal journal, JournalOperations all) {
        journal.append(Records.completion("anna"), Set.of("hr")).toCompletableFuture().join();
        assertThat(all.search().find(new RecordQuery(null, "anna", null, null, null, null, null, RecordQuery.NEWEST, 10)).records())
                .hasSize(1);
        assertThat(all.search().find(new RecordQuery(Records.completion("anna").id(), null, null, null, null, null, null,
                RecordQuery.NEWEST, 10)).records()).hasSize(1);
        assertThat(all.deadLetterGroups().groups(DeadLetterFilter.ALL)).isEmpty();
        all.as("page:operator").destinations().drop("hr", "closed");
        clock.turn(DAYS_30);
        journal.append(Records.completion("ben"), Set.of("hr")).toCompletableFuture().join();
        all.as("cli:root").destinations().drop("hr", "still closed");
        assertThat(subjects(all)).containsExactly("page:operator drop hr 1 closed", "cli:root drop hr 1 still closed");

        clock.turn(Duration.ofSeconds(1));
        journal.purge();

        assertThat(subjects(all)).containsExactly("cli:root drop hr 1 still closed");
    }

    private static List<String> subjects(JournalOperations all) {
        List<AuditLogEntry> entries = new ArrayList<>();
        all.audit().each(entries::add);
        return entries.stream()
                .map(one -> "%s %s %s %s %s".formatted(one.actor(), one.act(), one.subject(), one.count(), one.why()))
                .toList();
    }
}
