package serai.journal.sqlite.files;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.threads.LivingThread;

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
 * Whether the journal's files are still the ones that were opened. A database that was moved away, deleted or replaced can
 * still be written to, and so can its log, and nobody would ever find what they are given. Once that has been noticed it stays
 * so: the files may by then belong to others, and only a new start sorts that out.
 */
public final class FileWatch implements AutoCloseable {

    private static final Duration EVERY = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);

    /** Something that can be lost while the journal is open. */
    @FunctionalInterface
    public interface Look {
        /** @return why nothing may be kept any more; null where all is well */
        String lost() throws IOException, SQLException;
    }

    private final List<Look> always = new CopyOnWriteArrayList<>();
    private final List<Look> eachSecond = new CopyOnWriteArrayList<>();
    private volatile String lost;
    private boolean told; // used by the thread
    private LivingThread thread;

    /** @throws SQLException if the file is not there */
    public FileWatch(Path file) throws SQLException {
        always(file(file, () -> "its file was moved, deleted or replaced; put it back and start Serai again"));
    }

    /** @param told what has been lost with it, and what to do; asked once */
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

    /** Of the file system: null where it knows none, and then only its absence is noticed. */
    private static Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /** What is looked at before each connection is made or used, and before and after each commit. */
    public void always(Look look) {
        always.add(look);
    }

    /** What is looked at once a second. */
    public void eachSecond(Look look) {
        eachSecond.add(look);
    }

    /** Looks once a second, until this is closed. @param whenLost is called once; the journal may be quiet */
    public void begin(Runnable whenLost) {
        thread = LivingThread.every("journal-watch", EVERY, EVERY, () -> {
            if (!told && (isLost(always) || isLost(eachSecond))) {
                whenLost.run();
                told = true;
            }
        });
    }

    private boolean isLost(List<Look> looks) {
        return lost != null || looks.stream().anyMatch(this::isLost);
    }

    private boolean isLost(Look look) {
        try {
            String told = look.lost();
            if (told != null) {
                tell(told);
            }
        } catch (IOException | SQLException | RuntimeException e) {
            LOG.debug("The journal can't be looked at", e); // whoever reads or writes it is told the same
        }
        return lost != null;
    }

    /** The first reason stays. */
    private synchronized void tell(String told) {
        if (lost == null) {
            lost = told;
        }
    }

    /** Whether something was lost, as far as it was noticed. */
    boolean hasLost() {
        return lost != null;
    }

    /** @throws SQLException if the database or its log is another file by now, or none; a system call each tells */
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
