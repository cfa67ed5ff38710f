package serai.testkit.journal;

import serai.journal.Appended;
import serai.journal.Balance;
import serai.journal.attempt.Attempt;
import serai.journal.attempt.FailureClass;
import serai.journal.attempt.SentRequest;
import serai.journal.delivery.BatchLimits;
import serai.journal.delivery.Delivery;
import serai.journal.delivery.page.DeliveryFailedException;
import serai.journal.delivery.retry.BackOff;
import serai.journal.delivery.retry.RetryPolicy;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.ReplayRate;
import serai.journal.postgresql.Instance;
import serai.journal.postgresql.PostgresqlAddress;
import serai.journal.postgresql.PostgresqlStore;
import serai.journal.sql.SqlJournal;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.SqliteStore;
import serai.journal.store.Failure;
import serai.journal.store.Journal;
import serai.model.LearningRecord;
import serai.testkit.RecordTable;
import serai.testkit.Records;
import serai.testkit.SettableClock;
import serai.testkit.SharedPostgres;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A journal on disk, what delivers from it, and an operator's desk beside it, as if in another process. Destinations are
 * fakes that fail learners by name; the clock is turned, never waited for.
 */
public final class OperatedJournal implements AutoCloseable {

    private static final int ATTEMPTS_MAX = 3;
    private static final int TOGETHER = 500;

    /** Null where the journal is in PostgreSQL. */
    private final Path file;
    /** Null where it is a file. */
    private final PostgresqlAddress address;
    private final SettableClock clock = new SettableClock(Records.RECEIVED);
    private final Map<String, Fake> fakes = new TreeMap<>();
    private final Map<String, Delivery> deliveries = new TreeMap<>();
    private SqlJournal journal;
    private JournalOperations operations;
    private Connection own;

    /** Takes everything but what it was told to fail. */
    public static final class Fake {
        private final Map<String, FailureClass> byLearner = new HashMap<>();
        private final List<LearningRecord> taken = new ArrayList<>();
        private final Set<String> leftOut = new HashSet<>();
        private FailureClass everything;
        private Runnable meanwhile = () -> {};

        public void fails(FailureClass failure, String... learners) {
            Arrays.stream(learners).forEach(learner -> byLearner.put(learner, failure));
        }

        public void failsEverything(FailureClass failure) {
            everything = failure;
        }

        public void isMended() {
            byLearner.clear();
            everything = null;
        }

        /** Its route sends these learners' records nowhere, from now on. */
        public void leavesOut(String... learners) {
            leftOut.addAll(List.of(learners));
        }

        /** Its route sends everything, from now on. */
        public void leavesOutNothing() {
            leftOut.clear();
        }

        /** What happens while the next batch is under way. */
        public void meanwhile(Runnable action) {
            meanwhile = action;
        }

        public List<String> taken() {
            return taken.stream().map(record -> record.learner().id()).toList();
        }

        public List<LearningRecord> records() {
            return taken;
        }
    }

    public OperatedJournal(Path folder) {
        this(folder.resolve("journal.db"), null);
    }

    private OperatedJournal(Path file, PostgresqlAddress address) {
        this.file = file;
        this.address = address;
        start();
    }

    /** The same in an empty database. */
    public static OperatedJournal inPostgresql() throws SQLException {
        return new OperatedJournal(null, new PostgresqlAddress(SharedPostgres.database(), SharedPostgres.USER, SharedPostgres.USER,
                Map.of()));
    }

    public void start() {
        deliverAgain();
        operations = address == null ? JournalOperations.open(file, clock) : JournalOperations.open(address, clock);
    }

    /** What delivers is gone; the desk stays. */
    public void stopDelivering() {
        deliveries.clear();
        journal.close();
    }

    public void deliverAgain() {
        journal = address == null ? SqliteStore.open(file, JournalBounds.DEFAULT, clock)
                : PostgresqlStore.open(address, Instance.named("a", "1.0.0", Set.of()), JournalBounds.DEFAULT, clock);
        fakes.keySet().forEach(this::deliver);
    }

    public Fake destination(String name) {
        return fakes.computeIfAbsent(name, unused -> {
            deliver(name);
            return new Fake();
        });
    }

    private void deliver(String name) {
        Leased.epoch(journal, name);
        BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(10), () -> new Random(1));
        deliveries.put(name,
                new Delivery(journal, name, new BatchLimits(10, 10, 1),
                        new RetryPolicy(backOff, Duration.ofSeconds(60), 2, ATTEMPTS_MAX,
                                50),
                        clock, Runnable::run, (kind, records, attempt) -> take(fakes.get(name), records, attempt)));
    }

    private void take(Fake fake, List<LearningRecord> all, Attempt attempt) throws DeliveryFailedException {
        Runnable action = fake.meanwhile;
        fake.meanwhile = () -> {};
        action.run();
        List<LearningRecord> records = all.stream().filter(record -> !fake.leftOut.contains(record.learner().id())).toList();
        attempt.leaveOut(all.stream().filter(record -> !records.contains(record)).map(LearningRecord::id)
                .collect(Collectors.toSet()));
        FailureClass failure = records.isEmpty() ? null : fake.everything != null ? fake.everything
                : records.stream().map(record -> fake.byLearner.get(record.learner().id())).filter(one -> one != null)
                        .findFirst().orElse(null);
        if (failure != null) {
            throw new DeliveryFailedException(new Failure(failure, clock.instant(), "told so by anna@example.org", 418,
                    "anna@example.org is a teapot", "<anna@example.org>", "m/1", null,
                    records.size() > 1 ? null : new SentRequest("POST https://lrs.example.org", "[<anna@example.org>]")), null);
        }
        fake.taken.addAll(records);
    }

    public Appended append(LearningRecord record, String... destinations) {
        return journal.append(record, Set.of(destinations)).toCompletableFuture().join();
    }

    /** Many, some hundred a commit. */
    public void append(List<LearningRecord> records, String... destinations) {
        for (int first = 0; first < records.size(); first += TOGETHER) {
            records.subList(first, Math.min(first + TOGETHER, records.size())).stream()
                    .map(record -> journal.append(record, Set.of(destinations)).toCompletableFuture()).toList()
                    .forEach(CompletableFuture::join);
        }
    }

    public Journal journal() {
        return journal;
    }

    public long purge() {
        return journal.purge();
    }

    public JournalOperations operations() {
        return operations;
    }

    public SettableClock clock() {
        return clock;
    }

    /** Where it is in PostgreSQL. */
    public PostgresqlAddress address() {
        return address;
    }

    public Path file() {
        return file;
    }

    public ReplayRate atOnce() {
        return ReplayRate.atOnce(clock.instant());
    }

    /** Delivers to every destination for that long. */
    public void runFor(Duration time) {
        Instant end = clock.instant().plus(time);
        for (int rounds = 0; clock.instant().isBefore(end); rounds++) {
            assertThat(rounds).as("rounds without an end").isLessThan(100_000);
            boolean busy = false;
            for (Delivery delivery : deliveries.values()) {
                Optional<Duration> wait = delivery.attempt();
                busy |= wait.isPresent() && wait.get().isZero();
            }
            if (!busy) {
                clock.turn(Duration.ofSeconds(1));
            }
        }
    }

    /** The stored balance, after all of them are found even and equal to a recount of the rows. */
    public Balance balance(String destination) {
        return new RecountedBooks(this).balance(destination);
    }

    /** How many of the destination's records its route has left out, as it is counted. */
    public long leftOut(String destination) {
        return new RecountedBooks(this).leftOut().getOrDefault(destination, 0L);
    }

    /** What to do with a row. */
    @FunctionalInterface
    public interface Row {
        void take(ResultSet row) throws SQLException;
    }

    public void query(String sql, Row each) {
        try (Statement statement = own().createStatement(); ResultSet row = query(statement, sql)) {
            while (row.next()) {
                each.take(row);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private ResultSet query(Statement statement, String sql) throws SQLException {
        RecordTable.update(own(), sql);
        return statement.executeQuery(sql);
    }

    private Connection own() throws SQLException {
        if (own == null) {
            own = address == null ? DriverManager.getConnection("jdbc:sqlite:" + file) : SharedPostgres.connect(address.url());
        }
        return own;
    }

    public String text(String sql) {
        List<String> texts = new ArrayList<>();
        query(sql, row -> texts.add(row.getString(1)));
        return String.join(",", texts.stream().map(String::valueOf).toList());
    }

    @Override
    public void close() {
        try {
            if (own != null) {
                own.close();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        operations.close();
        journal.close();
    }
}
