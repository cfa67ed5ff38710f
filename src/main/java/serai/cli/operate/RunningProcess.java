package serai.cli.operate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import serai.files.OwnersFile;
import serai.journal.camel.health.ProcessStatus;
import serai.journal.sqlite.files.DataFolder;

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

import static serai.installation.Installation.SERAI;

/**
 * Whether a Serai runs on a data folder, found by its lock, and the status that it has last written.
 *
 * @param running  whether a Serai runs
 * @param lastSign when a Serai last wrote its status; null if none ever did
 * @param ended    whether that Serai has ended regularly
 * @param stalled  what stands still, by its name, as the running Serai reports it
 * @param waiting  until when a destination's records wait for the end of their period, by its name, as the running Serai reports it
 * @param people   what the running Serai tells of the organisation's people: how many, of when, what is wrong; empty without a
 *                 directory
 * @param configuration which configuration it has; null if no Serai runs
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RunningProcess(boolean running, @Nullable String lastSign, boolean ended, Map<String, String> stalled,
        @JsonIgnore Map<String, Instant> waiting, @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> people,
        @Nullable RunningConfiguration configuration) {

    /** How old a status may be; a running Serai writes one every two seconds. */
    private static final Duration FRESH = Duration.ofSeconds(15);
    private static final String ITSELF = "serai";

    static RunningProcess of(Path folder, Instant now) {
        ProcessStatus sign = ProcessStatus.in(folder).orElse(null);
        if (sign == null) {
            return new RunningProcess(isLocked(folder), null, false, Map.of(), Map.of(), Map.of(), null);
        }
        boolean fresh = !sign.ended() && !sign.at().plus(FRESH).isBefore(now);
        boolean alive = isAlive(sign, folder);
        boolean running = isLocked(folder) || fresh && alive; // one runs even if its lock's file was deleted
        Map<String, String> stalled = !running || sign.ended() ? Map.of() : fresh ? sign.stalled() : Map.of(ITSELF, (alive
                ? "has not reported its state since %s; see its log and /observe/health, and restart it"
                : "is starting, or has stalled: it last reported its state at %s; see its log and /observe/health")
                .formatted(sign.at()));
        return new RunningProcess(running, sign.at().toString(), !running && sign.ended(), stalled,
                running && fresh ? sign.waiting() : Map.of(), running && fresh ? sign.people() : Map.of(),
                running ? RunningConfiguration.in(folder) : null);
    }

    /** Whether the process that has written the status still exists. */
    private static boolean isAlive(ProcessStatus sign, Path folder) {
        return sign.process() == ProcessHandle.current().pid() ? ProcessStatus.isOfThisProcess(folder)
                : ProcessHandle.of(sign.process()).map(ProcessHandle::isAlive).orElse(false);
    }

    /**
     * Tries to take the lock. The operating system ends a lock with its process, and trying does not disturb the process that
     * holds it.
     */
    private static boolean isLocked(Path folder) {
        if (ProcessStatus.isOfThisProcess(folder)) {
            return true;
        }
        try (FileChannel channel = OwnersFile.open(folder.resolve(DataFolder.LOCK), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            return false; // the file is missing, or this user may not open it
        }
    }

    /** Prints nothing if a Serai runs and nothing stands still. */
    void print(PrintWriter out) {
        if (!running) {
            out.printf(Locale.ROOT,
                    "Serai is not running here%s. Nothing is taken in or delivered here; start it: " + SERAI + " run%n%n",
                    lastSign == null
                            ? ", and no Serai of this version has run here" : ended ? " since " + lastSign
                                    : "; it last reported its state at %s, and was not stopped cleanly".formatted(lastSign));
        }
        if (configuration != null && !configuration.told().isEmpty()) {
            out.printf(Locale.ROOT, "%s%n%n", configuration.told());
        }
        if (!people.isEmpty()) {
            out.printf(Locale.ROOT, "People: %s%s%n%n", people.containsKey("readAt")
                    ? "%s, read at %s".formatted(people.get("people"), people.get("readAt")) : "not read yet",
                    people.containsKey("trouble") ? "; " + people.get("trouble") : "");
        }
        if (!stalled.isEmpty()) {
            stalled.forEach((what, why) -> out.printf(Locale.ROOT, "Stalled: %s: %s%n", what, why));
            out.println();
        }
    }
}
