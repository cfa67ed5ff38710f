package serai.journal.camel;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.threads.LivingThread;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Looks every few seconds for what stands still, and leaves a {@link ProcessStatus}. */
public final class ProcessStatusWriter {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessStatusWriter.class);
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Path folder;
    private final StallWatch stalls;
    private final Clock clock;
    private LivingThread thread;

    public ProcessStatusWriter(Path folder, StallWatch stalls, Clock clock) {
        this.folder = folder;
        this.stalls = stalls;
        this.clock = clock;
    }

    public void begin() {
        ProcessStatus.begins(folder);
        thread = LivingThread.every("signs-of-life", Duration.ZERO, EVERY, () -> {
            stalls.look();
            write(false, stalls.now());
        });
    }

    /** The last one says that it was in order. */
    public void end() {
        thread.close(EVERY);
        write(true, Map.of());
        ProcessStatus.ends(folder);
    }

    /** Where it can't be written, as on a full disk, the journal's own trouble is told; {@code status} says how old the last is. */
    private void write(boolean ended, Map<String, String> stalled) {
        try {
            new ProcessStatus(ProcessHandle.current().pid(), clock.instant(), ended, stalled).write(folder);
        } catch (IOException e) {
            LOG.debug("No sign of life can be left", e);
        }
    }
}
