package serai.reload;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.reload.configuration.FileSignature;
import serai.threads.SupervisedThread;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Takes over an edited configuration: at once when {@code ./serai reload} asks for it and, if files are watched, as soon as none
 * has changed for a moment, so that a file that is still being written is not taken. A refused configuration is tried again after
 * the next edit. Edits show in the files' times, since not every file system sends notifications.
 */
public final class ConfigurationWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationWatch.class);
    private static final Duration EVERY = Duration.ofMillis(200);
    private static final Duration AGAIN = Duration.ofSeconds(10);
    /** How long an answer waits for the command that has asked; it looks for it ten times a second. */
    private static final Duration ANSWERS_KEPT = Duration.ofMinutes(10);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(60);

    private final Reload reload;
    private final Path folder;
    private final Optional<Duration> settle;
    private final Clock clock;
    private final SupervisedThread thread;
    private @Nullable FileSignature edited; // null while there is no edit since the last attempt
    private Instant since = Instant.EPOCH;
    private Instant forgotten = Instant.EPOCH; // when old answers were deleted

    private ConfigurationWatch(Reload reload, Path folder, Optional<Duration> settle, Clock clock) {
        this.reload = reload;
        this.folder = folder;
        this.settle = settle;
        this.clock = clock;
        this.thread = SupervisedThread.every("configuration-watch", Duration.ZERO, EVERY, this::look);
    }

    /**
     * Begins to watch.
     *
     * @param folder the data folder, in which requests come and outcomes are kept
     * @param settle how long files must be unchanged; empty if they are not watched
     * @throws IOException if the folder can't be written to
     */
    public static ConfigurationWatch begin(Reload reload, Path folder, Optional<Duration> settle, Clock clock) throws IOException {
        ReloadRequest.clear(folder); // from before this start, which has read all files
        reload.last().write(folder);
        return new ConfigurationWatch(reload, folder, settle, clock);
    }

    private void look() throws IOException {
        Instant now = clock.instant();
        if (!now.isBefore(forgotten.plus(ANSWERS_KEPT)) || now.isBefore(forgotten)) { // or the clock was set back
            forgotten = now;
            ReloadRequest.forget(folder, now.minus(ANSWERS_KEPT));
        }
        List<String> requests = ReloadRequest.taken(folder);
        if (!requests.isEmpty() || settle.isPresent() && isTime(settle.get())) {
            edited = null;
            ReloadOutcome outcome = reload.attempt();
            keep(outcome);
            ReloadRequest.answer(folder, requests, outcome);
        }
    }

    private boolean isTime(Duration unchanged) {
        Instant now = clock.instant();
        FileSignature is = reload.signature();
        if (is.equals(reload.tried())) {
            edited = null;
            return reload.isToBeTriedAgain() && !reload.last().at().plus(AGAIN).isAfter(now);
        }
        if (!is.equals(edited)) {
            edited = is;
            since = now;
        }
        return !since.plus(unchanged).isAfter(now);
    }

    private void keep(ReloadOutcome outcome) {
        try {
            outcome.write(folder);
        } catch (IOException e) {
            LOG.debug("The outcome of a reload can't be written to the data folder", e); // the log and health tell it too
        }
    }

    /** The reload that takes edits over. */
    public Reload reload() {
        return reload;
    }

    /** Returns when no attempt is under way; none begins afterwards. */
    @Override
    public void close() {
        thread.close(STOP_WITHIN);
    }
}
