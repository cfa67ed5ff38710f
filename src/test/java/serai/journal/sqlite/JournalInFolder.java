package serai.journal.sqlite;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.DeliveryTrace;
import serai.journal.sql.write.JournalBounds;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import static serai.testkit.Records.completion;

/** A journal that is open in a folder, with one event in it. */
abstract class JournalInFolder {

    @TempDir
    Path folder;
    final SettableClock clock = new SettableClock(Records.RECEIVED);
    Path file;
    Path log;
    SqliteJournal journal;

    @BeforeEach
    void begin() {
        file = folder.resolve("journal.db");
        log = folder.resolve("journal.db-wal");
        journal = open(file);
        append("anna");
    }

    @AfterEach
    void end() {
        journal.close();
    }

    SqliteJournal open(Path journal) {
        return SqliteStore.open(journal, JournalBounds.DEFAULT, clock);
    }

    void append(String learner) {
        journal.append(completion(learner), Set.of("lrs")).toCompletableFuture().join();
    }

    static List<String> learners(SqliteJournal journal) {
        return journal.traces(0, 1_000).stream().map(DeliveryTrace::record).map(record -> record.learner().id()).toList();
    }

    /** These of the files as they stand now, in a folder of their own: what a kill would leave. */
    Path killed(String... names) throws IOException {
        Path killed = Files.createTempDirectory(folder, "killed");
        for (String name : names) {
            Files.copy(folder.resolve(name), killed.resolve(name));
        }
        return killed.resolve("journal.db");
    }
}
