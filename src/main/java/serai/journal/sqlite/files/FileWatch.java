package serai.journal.sqlite.files;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.threads.SupervisedThread;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Watches whether the journal's files are still the ones that were opened. A process can go on writing to a database or log
 * that was moved, deleted or replaced, and what it writes is lost. Once the watch has noticed this, it refuses every connection
 * and commit until the next start, because the files may belong to another process by then.
 */
public final class FileWatch implements AutoCloseable {

    private static final Duration EVERY = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);

    /** A check for something that can be lost while the journal is open. */
    @FunctionalInterface
    public interface Look {
        /** @return why the journal must not be written any more; null if nothing is lost */
        @Nullable
        String lost() throws IOException, SQLException;
    }

    private final List<Look> always = new CopyOnWriteArrayList<>();
    private final List<Look> eachSecond = new CopyOnWriteArrayList<>();
    private volatile @Nullable String lost;
    private boolean told; // used by the thread
    private @Nullable SupervisedThread thread;

    /** @throws SQLException if the file does not exist */
    public FileWatch(Path file) throws SQLException {
        always(file(file, () -> "its file was moved, deleted or replaced; put it back and restart Serai"));
    }

    /** @param told says what was lost with the file, and what an operator can do; called once */
    public static Look file(Path file, Supplier<String> told) throws SQLException {
        Path watched = file.toAbsolutePath();
        Object key;
        try {
            key = key(watched);
        } catch (IOException e) {
            throw new SQLException("%s can't be looked at".formatted(file.getFileName()), e);
        }
        return () -> {
            try {
                Object now = key(watched);
                return key == null || key.equals(now) ? null : told.get();
            } catch (IOException e) {
                return told.get();
            }
        };
    }

    /** The file's key; null if the file system has none: then the watch only notices that the file is missing. */
    private static @Nullable Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /** Adds a check that runs before each connection is made or used, and before and after each commit. */
    public void always(Look look) {
        always.add(look);
    }

    /** Adds a check that runs once a second. */
    public void eachSecond(Look look) {
        eachSecond.add(look);
    }

    /**
     * Runs the checks once a second, until this is closed.
     *
     * @param whenLost called once, since an idle journal would not notice
     */
    public void begin(Runnable whenLost) {
        thread = SupervisedThread.every("journal-watch", EVERY, EVERY, () -> {
            if (!told && (isLost(always) || isLost(eachSecond))) {
                whenLost.run();
                told = true;
            }
        });
    }

    private boolean isLost(List<Look> looks) {
        if (lost != null) {
            return true;
        }
        for (Look look : looks) {
            if (isLost(look)) {
                return true;
            }
        }
        return false;
    }

    private boolean isLost(Look look) {
        try {
            String told = look.lost();
            if (told != null) {
                tell(told);
            }
        } catch (IOException | SQLException | RuntimeException e) {
            LOG.debug("The journal's files can't be checked", e); // a read or write reports the same
        }
        return lost != null;
    }

    /** Notes the reason, if none was noted before. */
    private synchronized void tell(String told) {
        if (lost == null) {
            lost = told;
        }
    }

    /** @throws SQLException if the database or its log is missing or another file by now; costs a system call for each */
    public void require() throws SQLException {
        if (isLost(always)) {
            throw new SQLException(lost);
        }
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.close();
        }
    }
}
