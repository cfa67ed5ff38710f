package serai.destinations.files;

import serai.destinations.files.finished.ArchiveDisk;
import serai.destinations.files.finished.ArchiveManifest;
import serai.destinations.files.finished.FinishedFile;
import serai.journal.JournalReport;
import serai.journal.attempt.Attempt;
import serai.testkit.Attempts;
import serai.testkit.PrivateFolder;
import serai.testkit.SettableClock;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** One life of an archive: its journal is played, its disk fails and kills, and others touch its folder. */
final class ArchiveEpisode {

    private static final ArchiveOwner OWNER = new ArchiveOwner("ours", "archive");
    private static final String DAY = "2026-11-21";
    private static final List<String> TYPES = List.of("LOGGED_IN", "Course_Completed", "COURSE_COMPLETED");

    /** A journal, as far as the archive knows it: how many records are delivered, and what is remembered. */
    private record Noted(int records, Map<String, String> remembered) {
    }

    private final Path folder;
    private final Random random;
    private final SettableClock clock = new SettableClock(Instant.parse(DAY + "T12:00:00Z"));
    private final RollingPolicy rules;
    private Archive archive;
    private Noted noted = new Noted(0, Map.of());
    /** Given and not noted yet; at the most one page. */
    private Noted given = noted;
    private Noted copy;
    /** Counts what makes the archive go on beside what it has: what is delivered again then stands there twice. */
    private int epoch;
    private int restores;
    private int stepsToFault = Integer.MAX_VALUE;
    private boolean faultKills;

    /** Lines that must stand there once, and those that may. */
    private final Set<String> due = new HashSet<>();
    private final Set<String> possible = new HashSet<>();
    /** Contents that nobody may change any more: of finished files, strangers' files, and files from before an older copy. */
    private final Map<Path, byte[]> whole = new HashMap<>();
    private final Map<Path, byte[]> beginnings = new HashMap<>();
    /** The file that somebody has touched, with what was in it. */
    private Path touched;
    private byte[] asItWas;
    private int strangers;

    ArchiveEpisode(Path folder, long seed) throws IOException {
        this.folder = folder;
        this.random = new Random(seed);
        this.rules = new RollingPolicy(random.nextBoolean() ? 0 : 120, Duration.ZERO, random.nextBoolean(), random.nextBoolean());
        start();
    }

    void play(int steps) throws IOException {
        for (int i = 0; i < steps; i++) {
            try {
                step();
            } catch (Killed e) {
                killed();
            } catch (Fault e) {
                // it is tried again
            }
            assertKept();
        }
        stepsToFault = Integer.MAX_VALUE;
        putBack();
        deliver(4);
        note();
        clock.turn(Duration.ofDays(2));
        finish();
        assertKept();
        assertBooks();
    }

    private void step() throws IOException {
        switch (random.nextInt(20)) {
            case 0 -> fault(true);
            case 1 -> fault(false);
            case 2 -> finish();
            case 3 -> overMidnight();
            case 4 -> restart(true);
            case 5 -> restart(false);
            case 6 -> touch();
            case 7 -> putBack();
            case 8 -> goOn();
            case 9 -> unmount();
            case 10 -> another();
            case 11 -> stranger();
            case 12 -> copyJournal();
            case 13 -> putCopyBack(random.nextBoolean());
            case 14 -> archive.folder().seen(noted.remembered(), false);
            default -> deliver(1 + random.nextInt(3));
        }
    }

    private void start() throws IOException {
        stepsToFault = Integer.MAX_VALUE;
        archive = new Archive(new ArchiveFolder(folder, new FaultyDisk()), "jsonl", false, rules, clock);
        archive.folder().claim(OWNER, noted.remembered());
    }

    private void fault(boolean kills) {
        stepsToFault = 1 + random.nextInt(8);
        faultKills = kills;
    }

    private void deliver(int pages) throws IOException {
        for (int page = 0; page < pages; page++) {
            Map<String, String> remembered = new HashMap<>(given.remembered());
            int to = given.records() + 1 + random.nextInt(5);
            if (!deliver(given.records(), to, remembered)) {
                note();
                return;
            }
            note();
            given = new Noted(to, Map.copyOf(remembered));
        }
        if (random.nextBoolean()) {
            note();
        }
    }

    /** @return whether the page was taken */
    private boolean deliver(int from, int to, Map<String, String> remembered) throws IOException {
        Map<String, StringBuilder> byType = new LinkedHashMap<>();
        for (int record = from; record < to; record++) {
            String line = line(record);
            possible.add(line);
            byType.computeIfAbsent(type(record), unused -> new StringBuilder()).append(line).append('\n');
        }
        for (Map.Entry<String, StringBuilder> batch : byType.entrySet()) {
            ArchiveSeries series = ArchiveSeries.of(DAY, batch.getKey(), remembered.get(JournalReport.RESTORED), "jsonl");
            Attempt attempt = Attempts.attempt(Map.copyOf(remembered));
            FilePosition before = FilePosition.of(remembered.get(series.key()));
            try {
                archive.append(series, batch.getValue().toString().getBytes(StandardCharsets.UTF_8), attempt);
            } catch (ArchiveAlteredException e) {
                assertThat(touched).as(e.getMessage()).isNotNull();
                takeBack(series, before);
                return false;
            } catch (IOException e) {
                takeBack(series, before);
                return false;
            }
            assertThat(isOf(touched, series)).as("%s was touched, and written to", touched).isFalse();
            remembered.put(series.key(), attempt.remembered(series.key()));
        }
        return true;
    }

    private void takeBack(ArchiveSeries series, FilePosition before) {
        try {
            archive.takeBack(series, before, OWNER.destination());
        } catch (IOException e) {
            // cut off at the next attempt, or at the next start
        }
    }

    /** What was given is noted in the journal. */
    private void note() {
        for (int record = noted.records(); record < given.records(); record++) {
            due.add(line(record));
        }
        noted = given;
    }

    private void finish() throws IOException {
        try {
            archive.finish(OWNER.destination(), noted.remembered());
        } catch (IOException e) {
            assertThat(touched != null || stepsToFault <= 0 || strangers > 0).as("not finished: %s", e.getMessage()).isTrue();
        }
        for (ArchiveManifest.Item item : ArchiveManifest.read(folder.resolve(DAY)).files()) {
            Path file = folder.resolve(DAY).resolve(item.name());
            whole.putIfAbsent(file, Files.readAllBytes(file));
            assertThat(file).as("was touched, and listed").isNotEqualTo(touched);
        }
    }

    private void overMidnight() throws IOException {
        clock.turn(Duration.ofDays(1));
        finish();
    }

    private void restart(boolean clean) throws IOException {
        note();
        if (clean && archive.isAllNoted(noted.remembered())) {
            archive.folder().seen(noted.remembered(), true);
            start();
        } else {
            killed();
        }
    }

    private void killed() throws IOException {
        given = noted;
        if (touched != null && Files.exists(touched) && Files.size(touched) > asItWas.length) {
            putBack(); // after a kill nobody can tell what somebody else has written behind ours
        }
        start();
    }

    /** Edits, shortens, lengthens or takes away a file that grows. */
    private void touch() throws IOException {
        note();
        List<String> keys = new ArrayList<>(noted.remembered().keySet().stream().filter(ArchiveSeries::isKey).sorted().toList());
        Collections.shuffle(keys, random);
        for (String key : keys) {
            ArchiveSeries series = ArchiveSeries.ofKey(key, noted.remembered());
            FilePosition place = FilePosition.of(noted.remembered().get(key));
            if (touched != null || series == null || place.isBegin() || rules.isLargeEnough(place.length())) {
                continue;
            }
            Path file = archive.folder().files().growing(series, place.part(), rules.atomic());
            if (Files.exists(file) && Files.size(file) == place.length()
                    && !archive.folder().files().isFinished(series, place.part())
                    && place.part() > archive.folder().leftUpTo(series)) {
                touch(file);
            }
        }
    }

    private void touch(Path file) throws IOException {
        touched = file;
        asItWas = Files.readAllBytes(file);
        byte[] other = asItWas.clone();
        switch (random.nextInt(4)) {
            case 0 -> {
                other[random.nextInt(other.length)] = '#';
                Files.write(file, other);
            }
            case 1 -> Files.write(file, Arrays.copyOf(other, random.nextInt(other.length)));
            case 2 -> Files.writeString(file, "somebody else's\n", StandardOpenOption.APPEND);
            default -> Files.delete(file);
        }
    }

    private void putBack() throws IOException {
        if (touched != null) {
            Files.write(touched, asItWas);
            touched = null;
        }
    }

    /** Somebody says that what is touched is to be left, and all else as it is. */
    private void goOn() throws IOException {
        if (touched == null) {
            return;
        }
        note();
        new String(asItWas, StandardCharsets.UTF_8).lines().forEach(due::remove);
        if (Files.exists(touched)) {
            whole.put(touched, Files.readAllBytes(touched));
        }
        beginnings.remove(touched);
        touched = null;
        Files.writeString(folder.resolve(ArchiveOwner.MARK), ArchiveAlteredException.GO_ON + "\n");
        beside();
    }

    /** Whatever the archive has, it goes on beside it. */
    private void beside() throws IOException {
        epoch++;
        files().forEach(beginnings::putIfAbsent);
        int step = stepsToFault;
        stepsToFault = Integer.MAX_VALUE;
        archive.folder().claim(OWNER, noted.remembered());
        stepsToFault = step;
    }

    private void unmount() throws IOException {
        note();
        Path share = Files.move(folder, folder.resolveSibling("share"));
        PrivateFolder.make(folder);
        Attempt attempt = Attempts.attempt(noted.remembered());
        assertThatThrownBy(() -> archive.append(ArchiveSeries.of(DAY, "LOGGED_IN", null, "jsonl"), new byte[]{'\n'}, attempt))
                .isInstanceOf(ArchiveAlteredException.class);
        if (noted.remembered().keySet().stream().anyMatch(ArchiveSeries::isKey)) {
            assertThatThrownBy(() -> new ArchiveFolder(folder, new ArchiveDisk()).claim(OWNER, noted.remembered()))
                    .isInstanceOf(ArchiveAlteredException.class);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
        Files.delete(folder);
        Files.move(share, folder);
    }

    /** Another journal, or another destination, is told the same folder. */
    private void another() {
        ArchiveOwner other = random.nextBoolean() ? new ArchiveOwner("another's", "archive") : new ArchiveOwner("ours", "files");
        assertThatThrownBy(() -> new ArchiveFolder(folder, new ArchiveDisk()).claim(other, Map.of()))
                .isInstanceOf(ArchiveAlteredException.class);
    }

    private void stranger() throws IOException {
        ArchiveSeries series = ArchiveSeries.of(DAY, TYPES.get(random.nextInt(TYPES.size())),
                noted.remembered().get(JournalReport.RESTORED), "jsonl");
        FilePosition place = FilePosition.of(given.remembered().get(series.key()));
        Path file =
                folder.resolve(DAY).resolve(series.name(place.part() + 1) + List.of("", ".gz", ".growing").get(random.nextInt(3)));
        if (!archive.folder().files().isTaken(series, place.part() + 1)) {
            PrivateFolder.make(file.getParent());
            Files.writeString(file, "a stranger's " + strangers++);
            whole.put(file, Files.readAllBytes(file));
        }
    }

    private void copyJournal() {
        note();
        copy = noted;
    }

    /** Half a second after something was written the folder knows that it was noted. */
    private void putCopyBack(boolean restored) throws IOException {
        putBack();
        note();
        archive.folder().seen(noted.remembered(), random.nextBoolean() && archive.isAllNoted(noted.remembered()));
        if (copy == null || copy.equals(noted)) {
            return;
        }
        Map<String, String> remembered = new HashMap<>(copy.remembered());
        if (restored) {
            remembered.put(JournalReport.RESTORED, "moment" + restores++);
        }
        noted = new Noted(copy.records(), Map.copyOf(remembered));
        given = noted;
        copy = null;
        epoch++;
        beginnings.putAll(files());
        start();
    }

    private Map<Path, byte[]> files() throws IOException {
        Map<Path, byte[]> all = new TreeMap<>();
        if (Files.exists(folder.resolve(DAY))) {
            try (Stream<Path> files = Files.list(folder.resolve(DAY))) {
                for (Path file : files.filter(file -> !file.getFileName().toString().startsWith("manifest")).toList()) {
                    all.put(file, Files.readAllBytes(file));
                }
            }
        }
        return all;
    }

    private void assertKept() throws IOException {
        for (Map.Entry<Path, byte[]> entry : whole.entrySet()) {
            assertThat(Files.readString(entry.getKey(), StandardCharsets.ISO_8859_1)).as("%s", entry.getKey())
                    .isEqualTo(new String(entry.getValue(), StandardCharsets.ISO_8859_1));
        }
        for (Map.Entry<Path, byte[]> entry : beginnings.entrySet()) {
            Path file = entry.getKey();
            if (!file.equals(touched) && Files.exists(file)) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).as("%s", file)
                        .startsWith(new String(entry.getValue(), StandardCharsets.ISO_8859_1));
            }
        }
    }

    private void assertBooks() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<Path, byte[]> file : files().entrySet()) {
            if (isZippedToo(file.getKey()) || whole.containsKey(file.getKey())
                    && new String(file.getValue(), StandardCharsets.UTF_8).startsWith("a stranger's")) {
                continue;
            }
            lines.addAll(lines(file.getKey()).filter(line -> possible.contains(line)).toList());
        }
        assertThat(lines).doesNotHaveDuplicates().containsAll(due);
        String now = "epoch %d ".formatted(epoch);
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

    private boolean isOf(Path file, ArchiveSeries series) {
        return file != null && Stream.of(FilePosition.of(noted.remembered().get(series.key())).part())
                .anyMatch(part -> file.equals(archive.folder().files().name(series, part))
                        || file.equals(archive.folder().files().growingName(series, part)));
    }

    private static String type(int record) {
        return TYPES.get(Math.floorMod(record * 7, TYPES.size()));
    }

    private String line(int record) {
        return "epoch %d record %d.".formatted(epoch, record);
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static final class Fault extends IOException {
        private static final long serialVersionUID = 1L;

        Fault() {
            super("no space left on device");
        }
    }

    /** Fails once, or kills, at one of its steps; in the middle of a write too. */
    private final class FaultyDisk extends SteppedDisk {

        @Override
        void step() throws IOException {
            if (--stepsToFault == 0) {
                if (faultKills) {
                    throw new Killed();
                }
                throw new Fault();
            }
        }
    }
}
