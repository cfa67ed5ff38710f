package serai.bench.growth;

import serai.bench.comparison.Bench;
import serai.bench.load.Appending;
import serai.bench.load.Learners;
import serai.bench.machine.Workplace;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.SqliteStore;
import serai.journal.store.Journal;
import serai.model.LearningRecord;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Appending with sixteen destinations named, against one; none of them reads. */
public final class Destinations implements Bench {

    private static final int RECORDS = 50_000;
    private static final int IN_FLIGHT = 64;

    private final Learners learners = new Learners();
    private Journal sixteen;
    private Journal one;

    @Override
    public String name() {
        return "destinations";
    }

    @Override
    public double goal() {
        return 0.9;
    }

    @Override
    public String unit() {
        return "records/s";
    }

    @Override
    public String title() {
        return "append with 16 destinations named, against 1";
    }

    @Override
    public String conclusion() {
        return "At 1, another destination doesn't make taking in slower.";
    }

    @Override
    public void open(Workplace workplace) throws Exception {
        sixteen = journal(workplace.folder("sixteen"));
        one = journal(workplace.folder("one"));
    }

    private static Journal journal(Path folder) {
        return SqliteStore.open(folder.resolve("journal.db"), JournalBounds.DEFAULT, Clock.systemUTC());
    }

    @Override
    public double ours() throws Exception {
        return append(sixteen, IntStream.rangeClosed(1, 16).mapToObj(i -> "destination-" + i).collect(Collectors.toSet()));
    }

    @Override
    public double theirs() throws Exception {
        return append(one, Set.of("destination-1"));
    }

    private double append(Journal journal, Set<String> destinations) throws InterruptedException {
        List<LearningRecord> records = learners.next(RECORDS);
        return new Appending(journal, destinations, IN_FLIGHT).append(RECORDS, records.iterator()::next);
    }

    @Override
    public void close() {
        sixteen.close();
        one.close();
    }
}
