package serai.destinations.files;

import serai.destinations.files.finished.ArchiveDisk;
import serai.destinations.files.finished.ArchiveManifest;
import serai.destinations.files.finished.FinishedFile;
import serai.journal.JournalReport;
import serai.journal.attempt.Attempt;
import serai.journal.delivery.page.BatchHandler;
import serai.journal.delivery.page.BatchKey;
import serai.journal.store.Journal;
import serai.model.LearningRecord;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import static org.assertj.core.api.Assertions.assertThat;

/** The archive as its route uses it, without a route: a line for each record, which is the record's id. */
public final class RealArchive implements BatchHandler {

    private static final String SUFFIX = "jsonl";

    private final Journal journal;
    private final String destination;
    private final ArchiveFolder folder;
    private final Archive archive;
    private ArchiveSeries lastSeries;
    private FilePosition lastPlace;

    /** @param rollBytes length from which a file is finished; 0 whatever its length */
    public RealArchive(Path folder, Journal journal, String destination, Clock clock, long rollBytes, boolean gzip,
            boolean atomic) {
        this.journal = journal;
        this.destination = destination;
        this.folder = new ArchiveFolder(folder, new ArchiveDisk());
        this.archive = new Archive(this.folder, SUFFIX, false, new RollingPolicy(rollBytes, Duration.ZERO, gzip, atomic), clock);
    }

    private void claim() throws IOException {
        if (!folder.isClaimedBy(destination)) {
            folder.claim(new ArchiveOwner(journal.identity(), destination), journal.remembered(destination));
        }
    }

    @Override
    public void take(BatchKey key, List<LearningRecord> records, Attempt attempt) throws IOException {
        claim();
        ArchiveSeries series = ArchiveSeries.of(key.receivedDay().toString(), key.type(),
                attempt.remembered(JournalReport.RESTORED), SUFFIX);
        FilePosition before = FilePosition.of(attempt.remembered(series.key()));
        lastSeries = series;
        lastPlace = before;
        String text = records.stream().map(record -> record.id() + "\n").collect(Collectors.joining());
        archive.append(series, text.getBytes(StandardCharsets.UTF_8), attempt);
    }

    /** Before an attempt: there is nothing yet that it has written. */
    public void begins() {
        lastSeries = null;
    }

    /** After an attempt that has failed, as the route's producer does: what it has written is cut off. */
    public void takeBack() {
        try {
            if (lastSeries != null) {
                archive.takeBack(lastSeries, lastPlace, destination);
            }
        } catch (IOException alsoThat) {
            // the next attempt cuts it off
        }
    }

    /** Finishes what is to be finished. */
    public void finish() throws IOException {
        Map<String, String> noted = journal.remembered(destination);
        if (noted.keySet().stream().anyMatch(ArchiveSeries::isKey)) {
            claim();
            archive.finish(destination, noted);
            folder.seen(noted, false);
        }
    }

    /** It is left in order. */
    public void close() throws IOException {
        if (folder.owner() != null) {
            Map<String, String> noted = journal.remembered(destination);
            folder.seen(noted, archive.isAllNoted(noted));
        }
    }

    /** The ids in the finished files, in the order of these. Each file is as its manifest says, and there is no other. */
    public static List<String> finished(Path folder) throws IOException {
        List<String> ids = new ArrayList<>();
        for (Path day : list(folder)) {
            if (!Files.isDirectory(day)) {
                continue;
            }
            List<ArchiveManifest.Item> items = ArchiveManifest.read(day).files();
            for (ArchiveManifest.Item item : items) {
                Path file = day.resolve(item.name());
                assertThat(FinishedFile.item(file, false)).isEqualTo(item);
                ids.addAll(lines(file));
            }
            // What was being zipped when the setting was changed is nobody's.
            assertThat(list(day).stream().map(file -> file.getFileName().toString()).filter(name -> !name.endsWith(".gz.growing")))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(items.stream().map(ArchiveManifest.Item::name),
                            items.isEmpty() ? Stream.empty() : Stream.of(ArchiveManifest.NAME)).toList());
        }
        return ids;
    }

    private static List<String> lines(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (!file.getFileName().toString().endsWith(".gz")) {
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        }
        try (InputStream text = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
