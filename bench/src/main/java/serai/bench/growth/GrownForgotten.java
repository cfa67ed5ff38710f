package serai.bench.growth;

import serai.bench.comparison.Bench;
import serai.bench.comparison.Beside;
import serai.bench.load.Appending;
import serai.bench.load.Learners;
import serai.bench.machine.Workplace;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.person.ErasureCounts;
import serai.journal.operations.person.Person;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.SqliteStore;
import serai.journal.store.Journal;
import serai.model.LearningRecord;
import serai.model.Platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Appending while ten thousand forgotten people are kept out, against none; and how long it takes to forget one of many. */
public final class GrownForgotten implements Bench {

    private static final int MANY = 1_000_000;
    private static final int MANY_LONG = 10_000_000;
    private static final int FORGOTTEN = 9_999; // and the person whom the act names
    private static final int RECORDS = 80_000;
    private static final JournalBounds BOUNDS = new JournalBounds(10_000, 8 << 20, 1_000);
    private static final String WHY = "bench";

    private final Learners learners = new Learners();
    private Workplace workplace;
    private Path none;
    private Path some;
    private Beside beside = Beside.NOTHING;

    @Override
    public String name() {
        return "growth-forgotten";
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
        return "append with 10,000 identifiers forgotten with what comes later, against none; beside it, forgetting one of a million";
    }

    @Override
    public String conclusion() {
        return "At 1, keeping the later events of forgotten people out costs other people's events nothing.";
    }

    @Override
    public Beside beside() {
        return beside;
    }

    @Override
    public void open(Workplace workplace) throws Exception {
        this.workplace = workplace;
        none = workplace.folder("none").resolve("journal.db");
        journal(none).close();
        some = workplace.folder("some").resolve("journal.db");
        journal(some).close();
        Set<Person> people = new HashSet<>();
        for (int i = 0; i < FORGOTTEN; i++) {
            people.add(new Person(Platform.MCT, "forgotten-" + i));
        }
        try (JournalOperations operations = JournalOperations.open(some, Clock.systemUTC())) {
            operations.erasure().forgotten().note(Person.named("forgotten@example.org"), people, WHY, true);
        }
        forgetOne(workplace.isLong() ? MANY_LONG : MANY);
    }

    /** Forgets a learner in the middle, by the address, as the command does it without its destinations. */
    private void forgetOne(int many) throws Exception {
        Path file = workplace.folder("large").resolve("journal.db");
        try (Journal journal = journal(file)) {
            new Appending(journal, Set.of("kept"), Appending.BIG_GROUPS).append(many, learners::next);
        }
        try (JournalOperations operations = JournalOperations.open(file, Clock.systemUTC())) {
            Person person = Person.named("learner-%s@example.org".formatted(many / 12 + 1));
            long begun = System.nanoTime();
            ErasureCounts counts = operations.erasure().forget(person, WHY, true);
            double seconds = (System.nanoTime() - begun) / 1e9;
            boolean isEmpty = operations.emptyLog();
            double withOverwriting = (System.nanoTime() - begun) / 1e9;
            beside = new Beside(String.format(Locale.ROOT,
                    "%s records of one person in %,d forgotten in %.2f s, %.2f s with what is overwritten%s",
                    counts.records(), many, seconds, withOverwriting, isEmpty ? "" : " but for the log"),
                    Map.of("records", (double) many, "forgotten_records", (double) counts.records(), "forget_s", seconds,
                            "forget_and_overwrite_s", withOverwriting));
        }
    }

    private static Journal journal(Path file) {
        return SqliteStore.open(file, BOUNDS, Clock.systemUTC());
    }

    @Override
    public double ours() throws Exception {
        return round(some);
    }

    @Override
    public double theirs() throws Exception {
        return round(none);
    }

    /** Runs on a copy: the journal would grow with each round. */
    private double round(Path file) throws Exception {
        Path copy = Files.copy(file, workplace.folder("copy").resolve("journal.db"));
        try (Journal journal = journal(copy)) {
            List<LearningRecord> records = learners.next(RECORDS);
            return new Appending(journal, Set.of("lrs"), Appending.BIG_GROUPS).append(RECORDS, records.iterator()::next);
        }
    }
}
