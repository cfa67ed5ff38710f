package serai.cli.operate;

import com.fasterxml.jackson.annotation.JsonInclude;
import serai.files.OwnersFile;
import serai.journal.camel.ProcessStatus;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * Whether a Serai runs on a data folder, by its lock, and what it has told last.
 *
 * @param running  whether one does
 * @param lastSign when the last one has told how it is doing; null where none ever has
 * @param ended    whether it was ended in order then
 * @param stalled  what stands still, by what it is, as far as a running one tells
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RunningProcess(boolean running, String lastSign, boolean ended, Map<String, String> stalled) {

    /** A running one tells every two seconds. */
    private static final Duration FRESH = Duration.ofSeconds(15);
    private static final String ITSELF = "serai";

    static RunningProcess of(Path folder, Instant now) {
        ProcessStatus sign = ProcessStatus.in(folder).orElse(null);
        if (sign == null) {
            return new RunningProcess(isLocked(folder), null, false, Map.of());
        }
        boolean fresh = !sign.ended() && !sign.at().plus(FRESH).isBefore(now);
        boolean alive = isAlive(sign, folder);
        boolean running = isLocked(folder) || fresh && alive; // where somebody has deleted the lock's file, one runs all the same
        Map<String, String> stalled = !running || sign.ended() ? Map.of() : fresh ? sign.stalled() : Map.of(ITSELF, (alive
                ? "has not told how it is doing since %s; see its log and /observe/health, and start it again"
                : "is starting, or stands still: the last sign of life is of %s; see its log and /observe/health").formatted(sign.at()));
        return new RunningProcess(running, sign.at().toString(), !running && sign.ended(), stalled);
    }

    /** Whether the process that has left a sign is still there. */
    private static boolean isAlive(ProcessStatus sign, Path folder) {
        return sign.process() == ProcessHandle.current().pid() ? ProcessStatus.isOfThisProcess(folder)
                : ProcessHandle.of(sign.process()).map(ProcessHandle::isAlive).orElse(false);
    }

    /** The operating system's lock ends with its process; to try it disturbs nobody else's. */
    private static boolean isLocked(Path folder) {
        if (ProcessStatus.isOfThisProcess(folder)) {
            return true;
        }
        try (FileChannel channel = OwnersFile.open(folder.resolve("serai.lock"), StandardOpenOption.WRITE);
             FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            return false; // there is none, or it is somebody else's
        }
    }

    /** Nothing where it runs and nothing stands still. */
    void print(PrintWriter out) {
        if (!running) {
            out.printf(Locale.ROOT, "Nothing runs here%s. Nothing is taken in or delivered; start it: ./serai run%n%n", lastSign == null
                    ? ", and no Serai of this version ever has" : ended ? " since " + lastSign
                    : ": the last sign of life is of %s, and it was not stopped in order".formatted(lastSign));
        }
        if (!stalled.isEmpty()) {
            stalled.forEach((what, why) -> out.printf(Locale.ROOT, "Stalled: %s: %s%n", what, why));
            out.println();
        }
    }
}
