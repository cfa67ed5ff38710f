package serai.simulation;

import serai.journal.operations.JournalOperations;
import serai.journal.sql.SqlJournal;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.FastStore;
import serai.model.LearningRecord;
import serai.testkit.CallersThread;
import serai.testkit.journal.SimulatedBooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Random;

/** A journal in a file, which a crash leaves as it is. */
final class SimulatedSqlite implements SimulatedStore {

    private final Path folder;
    private int crashes;

    /**
     * @param empty  an empty journal to begin with: making one takes as long as a hundred steps
     * @param folder an empty folder, as fast as can be had
     */
    SimulatedSqlite(Path empty, Path folder) throws IOException {
        this.folder = folder;
        Files.copy(empty, file());
        Files.copy(note(empty), note(file()));
    }

    /** What the folder knows of a journal. */
    private static Path note(Path journal) {
        return Path.of(journal.toString().replaceFirst("db$", "note"));
    }

    private Path file() {
        return folder.resolve(crashes + ".db");
    }

    @Override
    public SqlJournal open(JournalBounds bounds, Clock clock, CallersThread thread) {
        return FastStore.open(file(), bounds, clock, thread);
    }

    @Override
    public JournalOperations operations(Clock clock) {
        return JournalOperations.open(file(), clock);
    }

    @Override
    public SimulatedBooks books() throws SQLException {
        return new SimulatedBooks(file());
    }

    @Override
    public void crash(SqlJournal journal) throws IOException {
        Path old = file();
        crashes++;
        Files.copy(old, file());
        Path log = Path.of(old + "-wal");
        if (Files.exists(log)) {
            Files.copy(log, Path.of(file() + "-wal"));
        }
        Files.copy(note(old), note(file()));
        journal.close();
        Files.delete(old);
    }

    /** Whatever was to keep it out. */
    @Override
    public SqlJournal takeOver(JournalBounds bounds, Clock clock) {
        return FastStore.open(file(), bounds, clock, new CallersThread());
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public void disconnect() {
        // A file has none.
    }

    @Override
    public void damage(Random random, Clock clock, Map<String, Map<Long, LearningRecord>> named) throws IOException, SQLException {
        new SimulatedDamage(random, clock, named).look(file(), folder);
    }

    @Override
    public void close() {
        // Whoever made the folder deletes it.
    }
}
