package serai.destinations;

import serai.journal.Attempt;
import serai.journal.Delivery;
import serai.journal.Journal;
import serai.journal.Kind;
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
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import static org.assertj.core.api.Assertions.assertThat;

/** The archive as its route uses it, without a route: a line for each record, which is the record's id. */
public final class RealArchive implements Delivery.Taker {

    private static final String SUFFIX = "jsonl";
    private static final String JOURNAL = "the one that is played";

    private final Path folder;
    private final Supplier<Map<String, String>> noted;
    private final Archive archive;

    /**
     * @param noted     what the journal remembers of the destination
     * @param rollBytes length from which a file is finished; 0 whatever its length
     */
    public RealArchive(Path folder, Supplier<Map<String, String>> noted, Clock clock, long rollBytes, boolean gzip,
                       boolean atomic) {
        this.folder = folder;
        this.noted = noted;
        this.archive = new Archive(new ArchiveFolder(folder, new ArchiveDisk()), SUFFIX, false,
                new ArchiveRules(rollBytes, Duration.ZERO, gzip, atomic), clock);
    }

    @Override
    public void take(Kind kind, List<LearningRecord> records, Attempt attempt) throws IOException {
        if (!archive.folder().isClaimedBy(attempt.destination())) {
            archive.folder().claim(new ArchiveOwner(JOURNAL, attempt.destination()), noted.get());
        }
        ArchiveSeries series = ArchiveSeries.of(kind.receivedDay().toString(), kind.type(),
                attempt.remembered(Journal.RESTORED), SUFFIX);
        ArchivePlace before = ArchivePlace.of(attempt.remembered(series.key()));
        String text = records.stream().map(record -> record.id() + "\n").collect(Collectors.joining());
        try {
            archive.append(series, text.getBytes(StandardCharsets.UTF_8), attempt);
        } catch (IOException e) {
            takeBack(series, before, attempt.destination());
            throw e;
        }
    }

    private void takeBack(ArchiveSeries series, ArchivePlace before, String destination) {
        try {
            archive.takeBack(series, before, destination);
        } catch (IOException alsoThat) {
            // the next attempt cuts it off
        }
    }

    /** Finishes what is to be finished. */
    public void finish() throws IOException {
        if (archive.folder().owner() == null) {
            if (Files.notExists(folder.resolve(ArchiveMark.NAME))) {
                return; // nothing was ever written
            }
            archive.folder().claim(ArchiveMark.of(ArchiveMark.text(folder), folder).owner(), noted.get());
        }
        archive.finish(archive.folder().owner().destination(), noted.get());
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
