package serai.destinations.files;

import serai.destinations.files.finished.ArchiveManifest;
import serai.journal.JournalReport;
import serai.journal.attempt.Attempt;
import serai.testkit.Attempts;
import serai.testkit.PrivateFolder;
import serai.testkit.SettableClock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** One life of an archive: its journal is played, its disk fails and kills, and others touch its folder. */
final class ArchiveEpisode {

    private static final ArchiveOwner OWNER = new ArchiveOwner("ours", "archive");
    static final String DAY = "2026-11-21";
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
    private int strangers;

    private final FaultyDisk disk = new FaultyDisk();
    private final ArchiveContents contents;
    private final TouchedFile touched;
    private final ArchiveShare share;

    ArchiveEpisode(Path folder, long seed) throws IOException {
        this.folder = folder;
        this.random = new Random(seed);
        this.contents = new ArchiveContents(folder.resolve(DAY));
        this.touched = new TouchedFile(random);
        this.share = new ArchiveShare(folder, OWNER);
        this.rules = new RollingPolicy(random.nextBoolean() ? 0 : 120, Duration.ZERO, random.nextBoolean(), random.nextBoolean());
        start();
    }

    void play(int steps) throws IOException {
        for (int i = 0; i < steps; i++) {
            try {
                step();
            } catch (FaultyDisk.Killed e) {
                killed();
            } catch (FaultyDisk.Fault e) {
                // it is tried again
            }
            contents.assertKept(touched);
        }
        disk.worksOn();
        touched.putBack();
        deliver(4);
        note();
        clock.turn(Duration.ofDays(2));
        finish();
        contents.assertKept(touched);
        contents.assertBooks("epoch %d ".formatted(epoch));
    }

    private void step() throws IOException {
        switch (random.nextInt(20)) {
            case 0 -> disk.kills(1 + random.nextInt(8));
            case 1 -> disk.fails(1 + random.nextInt(8));
            case 2 -> finish();
            case 3 -> {
                clock.turn(Duration.ofDays(1));
                finish();
            }
            case 4 -> restart(true);
            case 5 -> restart(false);
            case 6 -> touch();
            case 7 -> touched.putBack();
            case 8 -> goOn();
            case 9 -> {
                note();
                share.isRefusedWhileAway(archive, noted.remembered());
            }
            case 10 -> share.refuses(
                    random.nextBoolean() ? new ArchiveOwner("another's", "archive") : new ArchiveOwner("ours", "files"));
            case 11 -> stranger();
            case 12 -> copyJournal();
            case 13 -> putCopyBack(random.nextBoolean());
            case 14 -> archive.folder().seen(noted.remembered(), false);
            default -> deliver(1 + random.nextInt(3));
        }
    }

    private void start() throws IOException {
        disk.worksOn();
        archive = new Archive(new ArchiveFolder(folder, disk), "jsonl", false, rules, clock);
        archive.folder().claim(OWNER, noted.remembered());
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
            contents.mayHave(line);
            byType.computeIfAbsent(type(record), unused -> new StringBuilder()).append(line).append('\n');
        }
        for (Map.Entry<String, StringBuilder> batch : byType.entrySet()) {
            ArchiveSeries series = ArchiveSeries.of(DAY, batch.getKey(), remembered.get(JournalReport.RESTORED), "jsonl");
            Attempt attempt = Attempts.attempt(Map.copyOf(remembered));
            FilePosition before = FilePosition.of(remembered.get(series.key()));
            try {
                archive.append(series, batch.getValue().toString().getBytes(StandardCharsets.UTF_8), attempt);
            } catch (ArchiveAlteredException e) {
                assertThat(touched.isTouched()).as(e.getMessage()).isTrue();
                takeBack(series, before);
                return false;
            } catch (IOException e) {
                takeBack(series, before);
                return false;
            }
            assertThat(touched.isOf(series, FilePosition.of(noted.remembered().get(series.key())).part(), archive))
                    .as("%s was touched, and written to", touched.file()).isFalse();
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
            contents.mustHave(line(record));
        }
        noted = given;
    }

    private void finish() throws IOException {
        try {
            archive.finish(OWNER.destination(), noted.remembered());
        } catch (IOException e) {
            assertThat(touched.isTouched() || disk.hasFailed() || strangers > 0).as("not finished: %s", e.getMessage()).isTrue();
        }
        for (ArchiveManifest.Item item : ArchiveManifest.read(folder.resolve(DAY)).files()) {
            Path file = folder.resolve(DAY).resolve(item.name());
            contents.isFinal(file);
            assertThat(file).as("was touched, and listed").isNotEqualTo(touched.file());
        }
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
        if (touched.isLonger()) {
            touched.putBack(); // after a kill nobody can tell what somebody else has written behind ours
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
            if (touched.isTouched() || series == null || place.isBegin() || rules.isLargeEnough(place.length())) {
                continue;
            }
            Path file = archive.folder().files().growing(series, place.part(), rules.atomic());
            if (Files.exists(file) && Files.size(file) == place.length()
                    && !archive.folder().files().isFinished(series, place.part())
                    && place.part() > archive.folder().leftUpTo(series)) {
                touched.touch(file);
            }
        }
    }

    /** Somebody says that what is touched is to be left, and all else as it is. */
    private void goOn() throws IOException {
        if (!touched.isTouched()) {
            return;
        }
        note();
        contents.leaves(touched);
        touched.isLeft();
        Files.writeString(folder.resolve(ArchiveOwner.MARK), ArchiveAlteredException.GO_ON + "\n");
        beside();
    }

    /** Whatever the archive has, it goes on beside it. */
    private void beside() throws IOException {
        epoch++;
        contents.onlyGrow();
        int steps = disk.worksOn();
        archive.folder().claim(OWNER, noted.remembered());
        disk.goesOn(steps);
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
            contents.staysAsItIs(file);
        }
    }

    private void copyJournal() {
        note();
        copy = noted;
    }

    /** Half a second after something was written the folder knows that it was noted. */
    private void putCopyBack(boolean restored) throws IOException {
        touched.putBack();
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
        contents.onlyGrowFromNow();
        start();
    }

    private static String type(int record) {
        return TYPES.get(Math.floorMod(record * 7, TYPES.size()));
    }

    private String line(int record) {
        return "epoch %d record %d.".formatted(epoch, record);
    }
}
