package serai.disk;

import serai.disk.DiskLibrary.Control;
import serai.disk.DiskLibrary.Control.Call;
import serai.disk.DiskLibrary.Control.Whose;
import serai.testkit.PrivateFolder;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A process that lives through the same hour again and again; each time another call fails, once or from then on. It tells
 * what was promised and not kept.
 */
final class FailingDiskLoad {

    private static final int INPUT_OUTPUT = 5;
    private static final int TOO_MANY_FILES = 24;
    private static final int NO_SPACE = 28;
    private static final int HALF = -1;
    private static final Map<Call, List<Integer>> ERRORS = Map.of(Call.WRITE, List.of(INPUT_OUTPUT, NO_SPACE, HALF),
            Call.FORCE, List.of(INPUT_OUTPUT), Call.RENAME, List.of(INPUT_OUTPUT, NO_SPACE), Call.UNLINK, List.of(INPUT_OUTPUT),
            Call.TRUNCATE, List.of(INPUT_OUTPUT, NO_SPACE), Call.OPEN, List.of(INPUT_OUTPUT, TOO_MANY_FILES));
    private static final int STEPS = 40;
    private static final Duration WORKS_FOR = Duration.ofSeconds(4);
    /** So many faults of a kind, and there is time for those that take long. */
    private static final int MANY = 50;
    /** Of calls that are made more rarely more are tried. */
    private static final int RARER = 4;

    /** A fault. {@code n} is counted from 1. */
    private record Fault(Whose whose, Call call, int n, int errno, boolean lasting) {
    }

    private final Control control;
    private final Path root;
    private final long seed;
    private int lives;

    private FailingDiskLoad(Control control, Path root, long seed) {
        this.control = control;
        this.root = root;
        this.seed = seed;
    }

    /** Arguments: a folder, how many faults are tried of each kind of call at the most, and a seed. */
    public static void main(String[] args) throws Exception {
        FailingDiskLoad load = new FailingDiskLoad(Control.ofThisProcess(), Path.of(args[0]), Long.parseLong(args[2]));
        load.tryAll(Integer.parseInt(args[1]));
    }

    private void tryAll(int most) throws Exception {
        Random random = new Random(seed);
        for (Whose whose : List.of(Whose.JOURNAL, Whose.ARCHIVE)) {
            for (Call call : ERRORS.keySet().stream().sorted().toList()) {
                int calls = live(new Fault(whose, call, 0, INPUT_OUTPUT, false));
                List<Integer> numbers = new ArrayList<>(IntStream.rangeClosed(1, calls).boxed().toList());
                Collections.shuffle(numbers, random);
                numbers = numbers.subList(0, Math.min(call == Call.WRITE || call == Call.FORCE ? most : RARER * most, calls));
                for (int n : numbers) {
                    List<Integer> errors = ERRORS.get(call);
                    boolean takesLong = whose == Whose.JOURNAL && call == Call.OPEN;
                    live(new Fault(whose, call, n, errors.get(random.nextInt(errors.size())),
                            random.nextBoolean() && (!takesLong || most > MANY)));
                }
                System.out.printf("tried %s %s: %d of %d%n", whose, call, numbers.size(), calls);
            }
        }
        System.out.printf("done %d%n", lives);
    }

    /** @return how many calls of that kind there were */
    private int live(Fault fault) throws Exception {
        Path folder = PrivateFolder.make(root.resolve(Integer.toString(++lives)));
        Promised promised = new Promised();
        Random random = new Random(seed);
        ArchivedJournal.Rules rules = ArchivedJournal.Rules.of(seed);
        try {
            control.begin(fault.whose(), fault.call(), fault.n(), fault.errno(), fault.lasting());
            Path data = work(folder, rules, random, promised, fault.n() % 3);
            control.end();
            promised.isKept(data, rules, random);
        } catch (Throwable e) {
            StringWriter told = new StringWriter();
            e.printStackTrace(new PrintWriter(told, true));
            System.out.printf("BROKEN by %s: %s%n", fault, told.toString().replaceAll("\\s+", " "));
        } finally {
            control.end();
            delete(folder);
        }
        return control.counted();
    }

    /** @param end 0: the disk is mended, and the process goes on; 1: the process is killed; 2: it ends on the failing disk */
    private Path work(Path folder, ArchivedJournal.Rules rules, Random random, Promised promised, int end) throws Exception {
        Path data = folder.resolve("data");
        SettableClock clock = new SettableClock(Records.RECEIVED);
        ArchivedJournal journal = null;
        try {
            journal = new ArchivedJournal(data, clock, rules, random, promised);
            long until = System.nanoTime() + WORKS_FOR.toNanos(); // who can't open the journal waits for ten seconds each time
            for (int i = 0; i < STEPS && System.nanoTime() < until; i++) {
                if (i == STEPS / 2) {
                    clock.turn(Duration.ofDays(1)); // so that files are finished, too
                }
                journal.step();
            }
        } catch (IOException | RuntimeException refusedToStart) {
            if (journal != null) {
                throw refusedToStart;
            }
            return data;
        }
        if (end == 0) {
            control.end();
            journal.deliversTheRest();
        } else if (end == 1) {
            control.end();
            Path copy = PrivateFolder.make(folder.resolve("killed"));
            copy(data, copy.resolve("data"));
            close(journal);
            return copy.resolve("data");
        }
        close(journal);
        return data;
    }

    private static void close(ArchivedJournal journal) {
        try {
            journal.close();
        } catch (IOException | RuntimeException e) {
            // the disk fails
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.filter(file -> !file.toString().endsWith("-shm")).toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
