package serai.destinations.files;

import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;
import serai.destinations.files.finished.ArchiveManifest;
import serai.destinations.files.finished.FileCorrection;
import serai.destinations.files.finished.FileMending;
import serai.destinations.files.finished.Upkeep;
import serai.files.FolderLock;
import serai.formats.lines.LearnerLines;
import serai.journal.JournalReport.Remembered;
import serai.model.FailureText;
import serai.settings.ContextClock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import static serai.installation.Installation.SERAI;

/**
 * Removes a learner's lines from an archive, whether or not a running Serai writes it: the bean of
 * {@code routes/forget/archive.yaml}. Files that still grow are finished first: by the running Serai at this bean's request, or
 * by this bean if none runs. After a crash at any step, a second call completes the first.
 */
public final class ArchiveErasure {

    /** Header for what is left to be done by hand: a text in one line, without personal data; missing if nothing is. */
    public static final String LEFT = "left";

    private static final long BETWEEN_LOOKS_NANOS = 100_000_000;

    private @Nullable ArchiveComponent component;
    private @Nullable Path folder;
    private Duration finishedWithin = Duration.ofSeconds(60);

    /** The component by which the destination's route writes; required. */
    public void setComponent(ArchiveComponent component) {
        this.component = component;
    }

    /** The archive's folder; required. */
    public void setFolder(String folder) {
        this.folder = Path.of(folder).toAbsolutePath().normalize();
    }

    /** How long the running Serai has to finish growing files, in milliseconds; default one minute. */
    public void setFinishedWithinMs(long finishedWithinMs) {
        this.finishedWithin = Duration.ofMillis(finishedWithinMs);
    }

    /**
     * Counts what {@link #erase} would remove; changes nothing.
     *
     * @param account with {@code platform} and {@code learner}, as the destination knows it
     * @return how many records; one that has a line in several formats counts once
     */
    public long count(@Body Map<String, String> account) throws IOException {
        LearnerFiles files = new LearnerFiles(folder(), lines(account));
        files.countFinished();
        files.countOthers();
        return files.records();
    }

    /**
     * Removes the account's lines.
     *
     * @param account  with {@code platform} and {@code learner}, as the destination knows it
     * @param why      the operator's reason; manifests keep it
     * @param exchange with the property {@link Remembered#PROPERTY}; gets the header {@link #LEFT}
     * @return how many records were removed; one that had a line in several formats counts once
     * @throws IOException if another command removes lines there; the message is one line
     */
    public long erase(@Body Map<String, String> account, @Header("why") String why, Exchange exchange) throws IOException {
        if (!Files.isDirectory(folder())) {
            return 0;
        }
        Optional<FolderLock> lock = FolderLock.take(lockFile(), FolderLock.Purpose.CORRECTING, true);
        if (lock.isEmpty()) {
            throw new IOException(
                    "another %s forget works on %s; run this one again when that has ended".formatted(SERAI, folder()));
        }
        LearnerFiles files = new LearnerFiles(folder(), lines(account));
        try (FolderLock held = lock.get()) {
            FileMending mending = new FileMending(folder(), component().disk());
            List<String> troubles = new ArrayList<>();
            trouble(mending::mend).ifPresent(troubles::add);
            mending.note();
            FileCorrection correction = new FileCorrection(component().disk(), ContextClock.of(component().getCamelContext()), why);
            files.removeFrom(correction);
            Set<String> growing = files.others();
            if (!growing.isEmpty()) {
                trouble(() -> finish(growing, exchange)).ifPresent(troubles::add);
                files.removeFrom(correction);
            }
            troubles.forEach(files::leave);
            files.tellOthers();
            if (files.left().isEmpty()) { // else the next start or command looks whether there is something to mend
                mending.end();
            }
        }
        String left = files.left();
        if (!left.isEmpty()) {
            exchange.getMessage().setHeader(LEFT, left);
        }
        return files.records();
    }

    private static Optional<String> trouble(Upkeep step) {
        try {
            step.work();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(FailureText.firstLine(e));
        }
    }

    /** Finishes growing files, so that nothing more is appended to them, or waits for a bounded time until a running Serai has. */
    private void finish(Set<String> names, Exchange exchange) throws IOException {
        Supplier<?> remembered = Objects.requireNonNull(exchange.getProperty(Remembered.PROPERTY, Supplier.class),
                "the command tells what the journal remembers");
        FinishRequest request = new FinishRequest(folder(), component().disk());
        request.add(names);
        Optional<FolderLock> alone = FolderLock.take(lockFile(), FolderLock.Purpose.WRITING, true);
        if (alone.isPresent()) {
            try (FolderLock held = alone.get()) {
                finishHere((Remembered) remembered.get()); // read only now: nobody writes any more
            } finally {
                request.remove(names);
            }
            return;
        }
        long end = System.nanoTime() + finishedWithin.toNanos();
        while (!request.names().isEmpty() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
        request.remove(names); // else they would be asked for when nobody waits any more
    }

    private void finishHere(Remembered remembered) throws IOException {
        List<Archive> archives = component().apart(folder());
        String destination = component().destination();
        if (!archives.isEmpty() && destination != null) {
            ArchiveFolder own = archives.get(0).folder();
            own.claim(new ArchiveOwner(remembered.journal(), destination), remembered.values());
            FinishRequest.finish(archives, destination, remembered.values());
            own.seen(remembered.values(), true);
        }
    }

    private static LearnerLines lines(Map<String, String> account) {
        return new LearnerLines(Objects.requireNonNull(account.get("platform"), "platform"),
                Objects.requireNonNull(account.get("learner"), "learner"));
    }

    private Path lockFile() {
        return folder().resolve(ArchiveManifest.LOCK);
    }

    private ArchiveComponent component() {
        return Objects.requireNonNull(component, "the bean's property component is missing");
    }

    private Path folder() {
        return Objects.requireNonNull(folder, "the bean's property folder is missing");
    }
}
