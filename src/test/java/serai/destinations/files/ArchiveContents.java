package serai.destinations.files;

import serai.destinations.files.finished.FinishedFile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import static org.assertj.core.api.Assertions.assertThat;

/** What has to stand in a day's files of an archive, and what may. */
final class ArchiveContents {

    private final Path folder;
    /** Lines that must stand there once, and those that may. */
    private final Set<String> due = new HashSet<>();
    private final Set<String> possible = new HashSet<>();
    /** Contents that nobody may change any more: of finished files, strangers' files, and files from before an older copy. */
    private final Map<Path, byte[]> whole = new HashMap<>();
    private final Map<Path, byte[]> beginnings = new HashMap<>();

    ArchiveContents(Path folder) {
        this.folder = folder;
    }

    void mayHave(String line) {
        possible.add(line);
    }

    void mustHave(String line) {
        due.add(line);
    }

    /** Nobody may change it from now on. */
    void isFinal(Path file) throws IOException {
        whole.putIfAbsent(file, Files.readAllBytes(file));
    }

    /** It stays as somebody has made it just now. */
    void staysAsItIs(Path file) throws IOException {
        whole.put(file, Files.readAllBytes(file));
    }

    /** The file that was touched stays so, or away. */
    void leaves(TouchedFile touched) throws IOException {
        touched.lines().forEach(due::remove);
        if (Files.exists(touched.file())) {
            staysAsItIs(touched.file());
        }
        beginnings.remove(touched.file());
    }

    /** What stands there stays; where a file's beginning is known, that. */
    void onlyGrow() throws IOException {
        files().forEach(beginnings::putIfAbsent);
    }

    void onlyGrowFromNow() throws IOException {
        beginnings.putAll(files());
    }

    private Map<Path, byte[]> files() throws IOException {
        Map<Path, byte[]> all = new TreeMap<>();
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(file -> !file.getFileName().toString().startsWith("manifest")).toList()) {
                    all.put(file, Files.readAllBytes(file));
                }
            }
        }
        return all;
    }

    /** But for the file that is touched. */
    void assertKept(TouchedFile touched) throws IOException {
        for (Map.Entry<Path, byte[]> entry : whole.entrySet()) {
            assertThat(Files.readString(entry.getKey(), StandardCharsets.ISO_8859_1)).as("%s", entry.getKey())
                    .isEqualTo(new String(entry.getValue(), StandardCharsets.ISO_8859_1));
        }
        for (Map.Entry<Path, byte[]> entry : beginnings.entrySet()) {
            Path file = entry.getKey();
            if (!file.equals(touched.file()) && Files.exists(file)) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).as("%s", file)
                        .startsWith(new String(entry.getValue(), StandardCharsets.ISO_8859_1));
            }
        }
    }

    void assertBooks(String now) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<Path, byte[]> file : files().entrySet()) {
            if (isZippedToo(file.getKey()) || whole.containsKey(file.getKey())
                    && new String(file.getValue(), StandardCharsets.UTF_8).startsWith("a stranger's")) {
                continue;
            }
            lines.addAll(lines(file.getKey()).filter(line -> possible.contains(line)).toList());
        }
        assertThat(lines).doesNotHaveDuplicates().containsAll(due);
        assertThat(lines.stream().filter(line -> line.startsWith(now))).as("of this epoch").allMatch(due::contains);
    }

    /** A process may have been killed, and the journal replaced, before the plain file was deleted. */
    private static boolean isZippedToo(Path file) throws IOException {
        Path zipped = file.resolveSibling(file.getFileName().toString().replaceFirst("\\.growing$", "") + ".gz");
        return Files.exists(zipped) && FinishedFile.holds(zipped, file);
    }

    private static Stream<String> lines(Path file) throws IOException {
        if (!file.getFileName().toString().endsWith(".gz")) {
            return Files.readString(file, StandardCharsets.ISO_8859_1).lines();
        }
        try (InputStream text = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(text.readAllBytes(), StandardCharsets.ISO_8859_1).lines();
        }
    }
}
