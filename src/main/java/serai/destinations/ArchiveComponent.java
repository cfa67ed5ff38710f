package serai.destinations;

import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.Journal;
import serai.threads.LivingThread;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * {@code archive:SUFFIX}: appends text to a file for each UTC day of receipt and type, such as {@code archive:jsonl}, and
 * finishes files, on a thread of its own.
 */
public final class ArchiveComponent extends DefaultComponent {

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveComponent.class);
    private static final Pattern SUFFIX = Pattern.compile("(?!json$)[a-z0-9]{1,16}");
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private final Map<Path, Archive> archives = new ConcurrentHashMap<>();
    private String destination;
    private long rollBytes;
    private long finishAfterMs = 600_000;
    private boolean gzip;
    private boolean atomic;
    private LivingThread finisher;
    private String failure;

    /** Name of the destination whose files these are. Without it nothing is finished. */
    public void setDestination(String destination) {
        this.destination = destination;
    }

    /** Bytes from which a file is finished and the next part of its day begun; 0, the default: whatever its length. */
    public void setRollBytes(long rollBytes) {
        this.rollBytes = rollBytes;
    }

    /** For how long, in milliseconds, a file of a day that is over must have stood still before it is finished; ten minutes. */
    public void setFinishAfterMs(long finishAfterMs) {
        this.finishAfterMs = finishAfterMs;
    }

    /** Whether a finished file is zipped; false. */
    public void setGzip(boolean gzip) {
        this.gzip = gzip;
    }

    /** Whether a file gets its name only when it is finished, and ends in {@code .growing} until then; false. */
    public void setAtomic(boolean atomic) {
        this.atomic = atomic;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        if (!SUFFIX.matcher(remaining).matches()) {
            throw new IllegalArgumentException(("archive:%s: give the files' suffix, in small letters and digits, such as"
                    + " archive:jsonl; json is the manifest's").formatted(remaining));
        }
        ArchiveEndpoint endpoint = new ArchiveEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        if (endpoint.getFolder() == null) {
            throw new IllegalArgumentException("archive:%s: the parameter 'folder' is missing".formatted(remaining));
        }
        return endpoint;
    }

    Archive archive(Path folder, String suffix, boolean heading) {
        ArchiveRules rules = new ArchiveRules(rollBytes, Duration.ofMillis(finishAfterMs), gzip, atomic);
        return archives.computeIfAbsent(folder.resolve(suffix),
                key -> new Archive(folder, suffix, heading, rules, clock(), new ArchiveDisk()));
    }

    private Clock clock() {
        Clock clock = getCamelContext().getRegistry().findSingleByType(Clock.class);
        return clock == null ? Clock.systemUTC() : clock;
    }

    /** What the journal remembers of a destination; nothing where there is no journal. */
    Map<String, String> noted(String name) {
        Journal journal = getCamelContext().getRegistry().findSingleByType(Journal.class);
        return journal == null ? Map.of() : journal.remembered(name);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (destination != null) {
            finisher = LivingThread.every("archive-finisher", Duration.ZERO, LOOK_EVERY, this::finish);
        }
    }

    private void finish() {
        if (!getCamelContext().isStarted()) {
            return;
        }
        try {
            Map<String, String> noted = noted(destination);
            for (Archive archive : archives.values()) {
                archive.finish(noted);
            }
            failure = null;
        } catch (IOException | RuntimeException e) {
            if (getCamelContext().isStarted() && !String.valueOf(e.getMessage()).equals(failure)) {
                failure = String.valueOf(e.getMessage());
                LOG.warn("A file of the archive can't be finished ({}: {}); it is tried again until it can.",
                        e.getClass().getSimpleName(), failure);
            }
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (finisher != null) {
            finisher.close(STOP_WITHIN);
            finisher = null;
        }
        super.doStop();
    }
}
