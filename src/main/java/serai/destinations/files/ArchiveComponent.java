package serai.destinations.files;

import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.destinations.deadlines.TimeLimit;
import serai.destinations.files.finished.ArchiveDisk;
import serai.destinations.files.finished.FileMending;
import serai.destinations.files.finished.FileRetention;
import serai.destinations.files.finished.Upkeep;
import serai.journal.JournalReport;
import serai.settings.ContextClock;
import serai.threads.SupervisedThread;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/**
 * The component {@code archive:SUFFIX}, such as {@code archive:jsonl}. It appends text to one file for each UTC day of receipt
 * and type; a thread of its own finishes the files.
 */
public final class ArchiveComponent extends DefaultComponent {

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveComponent.class);
    private static final Pattern SUFFIX = Pattern.compile("(?!json$)[a-z0-9]{1,16}");
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    /** How often the thread looks for appends, after which it asks the journal what it remembers. */
    private static final Duration TURN_EVERY = Duration.ofMillis(500);
    private static final int TURNS_UNTIL_FINISH = 10;

    private final Map<Path, ArchiveFolder> folders = new ConcurrentHashMap<>();
    private final AtomicBoolean hasWritten = new AtomicBoolean();
    private final Map<Path, Archive> archives = new ConcurrentHashMap<>();
    private final WritingLocks locks = new WritingLocks();
    private @Nullable String destination;
    private long rollBytes;
    private long finishAfterMs = 600_000;
    private boolean gzip;
    private boolean atomic;
    private boolean groupReads;
    private int retentionDays;
    private @Nullable LocalDate retainedOn; // null until files were deleted by their age
    private @Nullable SupervisedThread finisher; // null while it is stopped
    private long turn;
    private @Nullable String failure; // null since a success

    /** Name of the destination that owns the files. Without it, no file is finished. */
    public void setDestination(String destination) {
        this.destination = destination;
    }

    /**
     * Length in bytes from which a file is finished and the next part of its day begun; 0, the default, sets no limit.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public void setRollBytes(long rollBytes) {
        if (rollBytes < 0) {
            throw new IllegalArgumentException("must be 0 or more bytes");
        }
        this.rollBytes = rollBytes;
    }

    /**
     * How long, in milliseconds, nothing must have been appended to a file of a past day before it is finished; default ten
     * minutes.
     *
     * @throws IllegalArgumentException if it is negative, or more than a day
     */
    public void setFinishAfterMs(long finishAfterMs) {
        this.finishAfterMs = TimeLimit.required(finishAfterMs, 0);
    }

    /** Whether a finished file is zipped; default false. */
    public void setGzip(boolean gzip) {
        this.gzip = gzip;
    }

    /** Whether the group of the archive's folder may read the files made there; default false. */
    public void setGroupReads(boolean groupReads) {
        this.groupReads = groupReads;
    }

    boolean isGroupReads() {
        return groupReads;
    }

    /** Whether a file gets its name only when it is finished, and ends in {@code .growing} until then; default false. */
    public void setAtomic(boolean atomic) {
        this.atomic = atomic;
    }

    /**
     * How many days a finished file is kept after its day has ended; then it is deleted. 0, the default, keeps all.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public void setRetentionDays(int retentionDays) {
        if (retentionDays < 0) {
            throw new IllegalArgumentException("must be 0 or more days");
        }
        this.retentionDays = retentionDays;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        if (!SUFFIX.matcher(remaining).matches()) {
            throw new IllegalArgumentException(("archive:%s: give the files' suffix, in small letters and digits, such as "
                    + "archive:jsonl; json is reserved for the manifest").formatted(remaining));
        }
        ArchiveEndpoint endpoint = new ArchiveEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        if (endpoint.getFolder() == null) {
            throw new IllegalArgumentException("archive:%s: the parameter 'folder' is missing".formatted(remaining));
        }
        return endpoint;
    }

    Archive archive(Path folder, String suffix, boolean heading) {
        RollingPolicy rules = new RollingPolicy(rollBytes, Duration.ofMillis(finishAfterMs), gzip, atomic);
        Path path = folder.toAbsolutePath().normalize();
        ArchiveFolder shared = folders.computeIfAbsent(path, key -> new ArchiveFolder(key, disk()));
        return archives.computeIfAbsent(path.resolve(suffix),
                key -> new Archive(shared, suffix, heading, rules, ContextClock.of(getCamelContext())));
    }

    /** Claims the folder for the destination, before anything is written to it. */
    void claim(ArchiveFolder folder, String name) throws IOException {
        if (!folder.isClaimedBy(name)) {
            JournalReport journal = journal();
            locks.take(folder.path());
            try {
                folder.claim(new ArchiveOwner(journal == null ? "" : journal.identity(), name), noted(name));
            } catch (IOException | RuntimeException e) {
                locks.release(folder.path()); // this process does not write there
                throw e;
            }
            locks.take(folder.path()); // if the folder was empty before
        }
    }

    /** Notes that text was written. The thread soon asks the journal what it remembers, and notes that in the folder. */
    void look() {
        hasWritten.set(true);
    }

    private void takeTurn() {
        if (turn++ % TURNS_UNTIL_FINISH == 0 || folders.values().stream().anyMatch(FinishRequest::isIn)) {
            finish();
        }
        if (hasWritten.getAndSet(false)) {
            try {
                noteWhatIsSeen(false);
            } catch (IOException | RuntimeException e) {
                hasWritten.set(true);
                LOG.debug("What the journal remembers is noted in the archive's folder later.", e);
            }
        }
    }

    private void noteWhatIsSeen(boolean last) throws IOException {
        for (ArchiveFolder folder : folders.values()) {
            ArchiveOwner owner = folder.owner();
            if (owner != null) {
                Map<String, String> noted = noted(owner.destination());
                boolean clean = last;
                for (Archive archive : archives.values()) {
                    clean = clean && (archive.folder() != folder || archive.isAllNoted(noted));
                }
                folder.seen(noted, clean);
            }
        }
    }

    private @Nullable JournalReport journal() {
        return getCamelContext().getRegistry().findSingleByType(JournalReport.class);
    }

    /** What the journal remembers for a destination; empty if there is no journal. */
    Map<String, String> noted(String name) {
        JournalReport journal = journal();
        return journal == null ? Map.of() : journal.remembered(name);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        finisher = SupervisedThread.every("archive-finisher", Duration.ZERO, TURN_EVERY, this::takeTurn);
    }

    private void finish() {
        if (destination == null || !getCamelContext().isStarted()) {
            return;
        }
        try {
            JournalReport journal = journal();
            if (journal != null && !journal.isDeliveredHere(destination)) {
                return; // the files are another instance's
            }
            Map<String, String> noted = noted(destination);
            if (noted.keySet().stream().noneMatch(ArchiveSeries::isKey)) {
                return; // nothing was ever written
            }
            for (Archive archive : archives.values()) {
                claim(archive.folder(), destination);
            }
            String owner = destination;
            Upkeep.all(() -> FinishRequest.finish(List.copyOf(archives.values()), owner, noted), () -> noteWhatIsSeen(false),
                    this::mend, this::deleteByAge);
            failure = null;
        } catch (IOException | RuntimeException e) {
            if (getCamelContext().isStarted() && !String.valueOf(e.getMessage()).equals(failure)) {
                failure = String.valueOf(e.getMessage());
                LOG.warn(
                        "A file of the archive can't be finished, mended or deleted by its age ({}: {}); Serai tries again (deletes: next day).",
                        e.getClass().getSimpleName(), failure);
            }
        }
    }

    private void mend() throws IOException {
        for (ArchiveFolder folder : folders.values()) {
            new FileMending(folder.path(), folder.disk()).mendWhatWasLeft();
        }
    }

    private void deleteByAge() throws IOException {
        Clock clock = ContextClock.of(getCamelContext());
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (retentionDays > 0 && !today.equals(retainedOn)) {
            retainedOn = today; // also if it fails: it reads whole files, and what fails now will fail again
            Upkeep.all(folders.values().stream()
                    .<Upkeep>map(folder -> () -> new FileRetention(folder.path(), folder.disk(), clock).delete(retentionDays))
                    .toList());
        }
    }

    /** The archives of a folder, which remember nothing, for a process that alone works on the folder. */
    List<Archive> apart(Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        ArchiveFolder alone = new ArchiveFolder(path, disk());
        return archives.values().stream().filter(archive -> archive.folder().path().equals(path)).map(archive -> archive.in(alone))
                .toList();
    }

    ArchiveDisk disk() {
        return new ArchiveDisk(groupReads);
    }

    @Nullable
    String destination() {
        return destination;
    }

    /**
     * Notes in the folders that the routes have ended. If the journal remembers everything that this process has written, other
     * text that is in the files from now on is not Serai's.
     */
    private void noteTheEnd() {
        try {
            noteWhatIsSeen(true);
        } catch (IOException | RuntimeException e) {
            LOG.debug("The archive's folder could not be marked as cleanly closed.", e);
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (finisher != null) {
            finisher.close(STOP_WITHIN);
            finisher = null;
            noteTheEnd();
            archives.clear(); // if it is started again, another may have claimed the folders meanwhile
            folders.clear();
            locks.releaseAll();
        }
        super.doStop();
    }
}
