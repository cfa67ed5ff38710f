package serai.bench.growth;

import serai.bench.comparison.Bench;
import serai.bench.comparison.Beside;
import serai.bench.load.Appending;
import serai.bench.load.Learners;
import serai.bench.machine.Workplace;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.SqliteStore;
import serai.journal.store.Journal;
import serai.model.LearningRecord;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A journal that keeps a million records (ten with {@code --long}), against one that keeps ten thousand. */
abstract class Grown implements Bench {

    private static final int MANY = 1_000_000;
    private static final int MANY_LONG = 10_000_000;
    private static final int FEW = 10_000;
    private static final JournalBounds BOUNDS = new JournalBounds(10_000, 8 << 20, 1_000);

    final Learners learners = new Learners();
    private Workplace workplace;
    private Path large;
    private Path small;
    private int many;
    private long heapWithMany;
    private long heapWithFew;

    @Override
    public final String unit() {
        return "records/s";
    }

    @Override
    public final Beside beside() {
        return new Beside(String.format(Locale.ROOT, "heap in use %.1f MB with %,d kept, %.1f MB with %,d", heapWithMany / 1e6,
                many, heapWithFew / 1e6, FEW),
                Map.of("many_records", (double) many, "heap_with_many_mb", heapWithMany / 1e6, "few_records", (double) FEW,
                        "heap_with_few_mb", heapWithFew / 1e6));
    }

    @Override
    public final void open(Workplace workplace) throws Exception {
        this.workplace = workplace;
        many = workplace.isLong() ? MANY_LONG : MANY;
        large = keeping("large", many);
        small = keeping("small", FEW);
    }

    /** Makes a journal with records for a destination of their own, whose cursor makes no difference to the rounds. */
    private Path keeping(String name, int records) throws Exception {
        Path file = workplace.folder(name).resolve("journal.db");
        try (Journal journal = journal(file)) {
            new Appending(journal, Set.of("kept"), Appending.BIG_GROUPS).append(records, learners::next);
        }
        return file;
    }

    private static Journal journal(Path file) {
        return SqliteStore.open(file, BOUNDS, Clock.systemUTC());
    }

    @Override
    public final double ours() throws Exception {
        try (Journal journal = journal(large)) {
            double perSecond = round(journal);
            heapWithMany = heap();
            return perSecond;
        }
    }

    /** Runs on a copy: the small journal would grow with each round. */
    @Override
    public final double theirs() throws Exception {
        try (Journal journal = journal(Files.copy(small, workplace.folder("copy").resolve("journal.db")))) {
            double perSecond = round(journal);
            heapWithFew = heap();
            return perSecond;
        }
    }

    /** @return records a second */
    abstract double round(Journal journal) throws Exception;

    /** Appends new records, as fast as it goes. */
    final double append(Journal journal, int count) throws InterruptedException {
        List<LearningRecord> records = learners.next(count);
        return new Appending(journal, Set.of("lrs"), Appending.BIG_GROUPS).append(count, records.iterator()::next);
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
