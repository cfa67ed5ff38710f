package serai.disk;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import serai.testkit.MemoryTempDir;
import serai.testkit.PrivateFolder;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The power fails at any moment: whatever the disk may hold then, Serai starts with it, has everything that it has
 * acknowledged, and delivers it once to the archive. {@code -Dserai.powercuts=} says how many disks are tried.
 */
class PowerCutTest {

    private static final int IMAGES = Integer.getInteger("serai.powercuts", 150);
    private static final long SEED = Long.getLong("seed", new Random().nextInt(1_000_000));
    private static final int IMAGES_OF_A_LOAD = 500;
    private static final int PARTS = 3;

    @TempDir(factory = MemoryTempDir.class)
    private static Path tools;
    private static DiskLibrary library;
    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    @BeforeAll
    static void compile() throws Exception {
        library = DiskLibrary.compile(tools);
    }

    @Test
    void everythingAcknowledgedIsThereAfterALossOfPower() throws Exception {
        System.out.printf("To repeat: -Dseed=%s -Dserai.powercuts=%s%n", SEED, IMAGES);
        long begin = System.nanoTime();
        Random random = new Random(SEED);
        int images = 0;
        while (images < IMAGES) {
            Load load = load(random.nextLong());
            images += cut(load, random, Math.min(IMAGES_OF_A_LOAD, IMAGES - images), images);
        }
        System.out.printf("%s disks after a loss of power in %.0f s%n", images, (System.nanoTime() - begin) / 1e9);
    }

    /** What some processes have done to a folder. */
    private record Load(long seed, String root, List<Change> changes) {
    }

    /** Some processes one after the other, each on what the one before has left. */
    private Load load(long seed) throws Exception {
        Path root = Files.createTempDirectory(folder, "load");
        Path log = Files.createTempFile(folder, "changes", ".log");
        for (int part = 0; part < PARTS; part++) {
            Process process = library.process(root, log, PowerCutLoad.class, List.of(root.toString(),
                    Long.toString(seed + part), Integer.toString(part), Long.toString(seed))).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
        }
        return new Load(seed, root.toString(), DiskLog.read(log));
    }

    private int cut(Load load, Random random, int count, int number) throws Exception {
        List<RecordedDisk> disks = List.of(new PosixDisk(), new Ext4Disk());
        List<Change> changes = load.changes();
        Promised promised = new Promised();
        int[] moments = random.ints(count, 1, changes.size() + 1).sorted().toArray();
        int next = 0;
        for (int i = 0; i < changes.size() && next < count; i++) {
            Change change = changes.get(i);
            if (change instanceof Change.Mark mark) {
                promised.mark(mark.text());
            }
            disks.forEach(disk -> disk.apply(change));
            for (; next < count && moments[next] == i + 1; next++) {
                RecordedDisk disk = disks.get(random.nextInt(disks.size()));
                String which = "disk %s (%s), cut after change %s of %s (%s)".formatted(number + next + 1,
                        disk.getClass().getSimpleName(), i + 1, changes.size(), change.getClass().getSimpleName());
                Path target = PrivateFolder.make(folder.resolve("image" + (number + next + 1)));
                disk.image(random).write(load.root(), target);
                scribble(target.resolve("data/journal.db-shm"), random);
                try {
                    new Promised(promised).isKept(target.resolve("data"), ArchivedJournal.Rules.of(load.seed()), random);
                } catch (Throwable e) {
                    keep(target);
                    throw new AssertionError("%s; mvn test -Dtest=PowerCutTest -Dserai.powercuts=%s -Dseed=%s"
                            .formatted(which, IMAGES, SEED), e);
                }
                delete(target);
            }
        }
        return next;
    }

    /** What processes shared in memory may come back as anything. */
    private static void scribble(Path shared, Random random) throws Exception {
        if (Files.exists(shared) && random.nextBoolean()) {
            byte[] bytes = new byte[32_768];
            random.nextBytes(bytes);
            Files.write(shared, bytes);
        }
    }

    private void keep(Path image) {
        LoggerFactory.getLogger(PowerCutTest.class).warn("The disk is in {}", image);
    }

    private static void delete(Path folder) throws Exception {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
