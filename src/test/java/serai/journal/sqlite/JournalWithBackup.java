package serai.journal.sqlite;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Appended;
import serai.journal.DeliveryTrace;
import serai.journal.sql.write.JournalBounds;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Set;

import static serai.testkit.Records.completion;

/** A journal that is open, and the file to which it is backed up. */
abstract class JournalWithBackup {

    @TempDir
    Path folder;
    final SettableClock clock = new SettableClock(Records.RECEIVED);
    Path file;
    Path backup;
    SqliteJournal journal;

    @BeforeEach
    void open() {
        file = folder.resolve("journal.db");
        backup = folder.resolve("backup.db");
        journal = SqliteStore.open(file, JournalBounds.DEFAULT, clock);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    static void execute(Path database, String sql) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    Appended append(String learner) {
        return journal.append(completion(learner), Set.of("lrs")).toCompletableFuture().join();
    }

    static List<String> learners(SqliteJournal journal) {
        return journal.traces(0, 1_000).stream().map(DeliveryTrace::record).map(record -> record.learner().id()).toList();
    }
}
