package serai.journal.camel.health;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.threads.SupervisedThread;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/** Looks every 2 s for stalled deliveries, threads and the like, and writes a {@link ProcessStatus}. */
public final class ProcessStatusWriter {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessStatusWriter.class);
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Path folder;
    private final StallWatch stalls;
    private final Clock clock;
    private @Nullable SupervisedThread thread;
    private volatile Supplier<Map<String, String>> people = Map::of;

    public ProcessStatusWriter(Path folder, StallWatch stalls, Clock clock) {
        this.folder = folder;
        this.stalls = stalls;
        this.clock = clock;
    }

    public void begin() {
        ProcessStatus.begins(folder);
        thread = SupervisedThread.every("signs-of-life", Duration.ZERO, EVERY, () -> {
            stalls.look();
            write(false, stalls.now(), stalls.waiting());
        });
    }

    /** @param of what is to be told of the organisation's people; it names nobody */
    public void tellsOfPeople(Supplier<Map<String, String>> of) {
        people = of;
    }

    /** Ends the thread, and writes a last status which says that Serai stopped in order. */
    public void end() {
        if (thread != null) {
            thread.close(EVERY);
        }
        write(true, Map.of(), Map.of());
        ProcessStatus.ends(folder);
    }

    /**
     * A failure to write, as on a full disk, is only logged for debugging: the journal reports the same trouble, and
     * {@code status} tells how old the last file is.
     */
    private void write(boolean ended, Map<String, String> stalled, Map<String, Instant> waiting) {
        try {
            new ProcessStatus(ProcessHandle.current().pid(), clock.instant(), ended, stalled, waiting,
                    ended ? Map.of() : people.get()).write(folder);
        } catch (IOException e) {
            LOG.debug("Serai's state can't be reported to the data folder", e);
        }
    }
}
