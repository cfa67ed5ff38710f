package serai.journal.store;

import serai.threads.LivingThread;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Whether the journal's file is still the one that was opened. One that was moved away, deleted or replaced can still be
 * written to, and nobody would ever find what it is given. Once that has been noticed it stays so: SQLite's log may by then
 * belong to another file, and only a new start sorts that out.
 */
final class FileWatch implements AutoCloseable {

    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Path file;
    private final Object key;
    private volatile boolean gone;
    private boolean told; // used by the thread
    private LivingThread thread;

    /** @throws SQLException if the file is not there */
    FileWatch(Path file) throws SQLException {
        this.file = file.toAbsolutePath();
        try {
            this.key = key();
        } catch (IOException e) {
            throw new SQLException("it can't be looked at", e);
        }
    }

    /** Of the file system: null where it knows none, and then only its absence is noticed. */
    private Object key() throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /** Looks once a second, until this is closed. @param whenGone is called once; the journal may be quiet */
    void begin(Runnable whenGone) {
        thread = LivingThread.every("journal-watch", EVERY, EVERY, () -> {
            if (isGone() && !told) {
                whenGone.run();
                told = true;
            }
        });
    }

    private boolean isGone() {
        if (!gone) {
            try {
                Object now = key();
                gone = key != null && !key.equals(now);
            } catch (IOException e) {
                gone = true;
            }
        }
        return gone;
    }

    /** @throws SQLException if it is another file by now, or none; one system call tells */
    void require() throws SQLException {
        if (isGone()) {
            throw new SQLException("its file was moved, deleted or replaced; put it back and start Serai again");
        }
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.close();
        }
    }
}
