package serai.journal.operations.audit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.operations.DeadLetterFilter;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.search.RecordQuery;
import serai.journal.postgresql.Instance;
import serai.journal.postgresql.PostgresqlAddress;
import serai.journal.postgresql.PostgresqlStore;
import serai.journal.sql.SqlJournal;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sql.write.JournalBounds.LeftBounds;
import serai.journal.sqlite.SqliteStore;
import serai.testkit.Records;
import serai.testkit.SettableClock;
import serai.testkit.SharedPostgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

    /** Who did what is in no file any more: not in the log either, from which SQLite has copied the rows. */
    @Test
    void whatWasPurgedLeavesTheFiles(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("journal.db");
        try (SqlJournal journal = SqliteStore.open(file, BOUNDS, clock);
                JournalOperations all = JournalOperations.open(file, clock)) {
            journal.append(Records.completion("anna"), Set.of("hr")).toCompletableFuture().join();
            all.as("page:olga").destinations().drop("hr", "closed");
            assertThat(filesWith("page:olga", folder)).contains("journal.db-wal");
            clock.turn(DAYS_30.plusSeconds(1));

            await().atMost(30, SECONDS).untilAsserted(() -> {
                journal.purge(); // again, where a reader kept the log in use
                assertThat(filesWith("page:olga", folder)).isEmpty();
            });
        }
    }

    private static List<String> filesWith(String text, Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    found.add(file.getFileName().toString());
                }
            }
        }
        return found;
    }

    @Test
    void isNotedAndPurgedInPostgresql() throws Exception {
        PostgresqlAddress address =
                new PostgresqlAddress(SharedPostgres.database(), SharedPostgres.USER, SharedPostgres.USER, Map.of());
        try (SqlJournal journal = PostgresqlStore.open(address, Instance.named("a", "1.0.0", Set.of()), BOUNDS, clock);
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
