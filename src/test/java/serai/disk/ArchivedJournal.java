package serai.disk;

import serai.destinations.files.RealArchive;
import serai.journal.Balance;
import serai.journal.attempt.Attempt;
import serai.journal.delivery.BatchLimits;
import serai.journal.delivery.Delivery;
import serai.journal.delivery.page.BatchKey;
import serai.journal.delivery.page.DeliveryFailedException;
import serai.journal.delivery.retry.BackOff;
import serai.journal.delivery.retry.RetryPolicy;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.SqliteJournal;
import serai.journal.sqlite.SqliteStore;
import serai.journal.sqlite.files.DataFolder;
import serai.model.LearningRecord;
import serai.model.Payload;
import serai.testkit.Records;
import serai.testkit.SettableClock;
import serai.testkit.journal.SimulatedBooks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;

import static org.assertj.core.api.Assertions.assertThat;

/** A data folder with its journal, which is delivered to a real archive in it and to something that knows records by their ids. */
final class ArchivedJournal implements AutoCloseable {

    private static final Duration RETENTION = Duration.ofDays(2);
    private static final JournalBounds BOUNDS = new JournalBounds(1_000, 8 << 20, 5, 0, RETENTION, Duration.ZERO);
    private static final List<String> TYPES = List.of("COURSE_COMPLETED", "LOGGED_IN", "Something else");
    private static final List<String> CHECKPOINTS = List.of("PASSIVE", "FULL", "RESTART", "TRUNCATE");
    private static final long ROLL_BYTES = 200;
    private static final int ROUNDS_MAX = 200;

    private final Path data;
    private final SettableClock clock;
    private final Random random;
    private final Outside outside;
    private final DataFolder folder;
    private final SqliteJournal journal;
    private final RealArchive archive;
    private final Map<String, Delivery> deliveries = new HashMap<>();

    /** What is there outside of the machine whose disk fails: it sees all acknowledgements, and is given records. */
    interface Outside {

        /** The journal is to be given that record. */
        void appends(String id);

        void acknowledged(String id);

        /** @throws DeliveryFailedException never: it takes everything */
        void take(List<LearningRecord> records, boolean repeat) throws DeliveryFailedException;
    }

    /** How the archive is set: one of several ways. */
    record Rules(long rollBytes, boolean gzip, boolean atomic) {

        static Rules of(long seed) {
            Random random = new Random(seed);
            return new Rules(random.nextBoolean() ? ROLL_BYTES : 0, random.nextBoolean(), random.nextBoolean());
        }
    }

    /** Opens it as a start does. */
    ArchivedJournal(Path data, SettableClock clock, Rules rules, Random random, Outside outside) throws IOException {
        this.data = data;
        this.clock = clock;
        this.random = random;
        this.outside = outside;
        this.folder = DataFolder.open(data);
        try {
            this.journal = SqliteStore.open(file(data), BOUNDS, clock);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
        this.archive = new RealArchive(archive(data), journal, "archive", clock,
                rules.rollBytes(), rules.gzip(), rules.atomic());
        BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(5), () -> random);
        RetryPolicy policy = new RetryPolicy(backOff, Duration.ofSeconds(5), 2, 100, 5);
        deliveries.put("archive",
                new Delivery(journal, "archive", new BatchLimits(3, 6, 1), policy, clock, Runnable::run, this::archive));
        deliveries.put("lrs", new Delivery(journal, "lrs", new BatchLimits(4, 8, 1), policy, clock, Runnable::run,
                (key, records, attempt) -> outside.take(records, attempt.isRepeat())));
    }

    private void archive(BatchKey key, List<LearningRecord> records, Attempt attempt) throws IOException {
        archive.begins();
        try {
            archive.take(key, records, attempt);
        } catch (IOException | RuntimeException e) {
            archive.takeBack();
            throw e;
        }
    }

    private static Path file(Path data) {
        return data.resolve("journal.db");
    }

    static Path archive(Path data) {
        return data.resolve("archive");
    }

    /** Whatever may be done next, as chance decides. What fails is not told: that is the disk's doing. */
    void step() {
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> append();
            case 4, 5, 6 -> deliver();
            case 7 -> finish();
            case 8 -> clock.turn(Duration.ofMinutes(random.nextInt(600)));
            case 9 -> clock.turn(Duration.ofSeconds(10));
            case 10 -> checkpoint();
            default -> rarely();
        }
    }

    private void append() {
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            LearningRecord made = Records.completion(Long.toHexString(random.nextLong()));
            String type = TYPES.get(random.nextInt(TYPES.size()));
            LearningRecord record = new LearningRecord(made.schemaVersion(), made.id(), made.source(), made.platform(), type,
                    type, made.occurredAt(), made.occurredAsSent(), clock.instant(), made.learner(), made.activity(),
                    made.result(), made.marks(), made.raw());
            String id = record.id().toString();
            outside.appends(id);
            try {
                journal.append(record, Set.of("archive", "lrs")).toCompletableFuture().join();
                outside.acknowledged(id);
            } catch (CompletionException refused) {
                // its source sends it again, or not
            }
        }
    }

    /** An attempt at each destination. @return whether there is nothing more to do at once */
    private boolean deliver() {
        boolean idle = true;
        for (Delivery delivery : deliveries.values()) {
            Optional<Duration> wait = delivery.attempt();
            delivery.end();
            idle &= wait.isEmpty() || !wait.get().isZero();
        }
        return idle;
    }

    private void finish() {
        try {
            archive.finish();
        } catch (IOException | RuntimeException e) {
            // it is tried again
        }
    }

    /** As an operator's command may, from another connection. */
    private void checkpoint() {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file(data));
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(%s)".formatted(CHECKPOINTS.get(random.nextInt(CHECKPOINTS.size()))));
        } catch (SQLException e) {
            // it is done later
        }
    }

    private void rarely() {
        try {
            if (random.nextBoolean()) {
                journal.purge();
            } else {
                journal.reject("praesidium", "no event", Payload.of("{".getBytes(StandardCharsets.UTF_8)))
                        .toCompletableFuture().join();
            }
        } catch (RuntimeException e) {
            // refused bodies are sent again, and what is old is forgotten later
        }
    }

    /** The disk works and time goes by: all is delivered and finished. */
    void deliversTheRest() throws IOException {
        int rounds = 0;
        while (!journal.balances().values().stream().allMatch(Balance::isDelivered)) {
            assertThat(rounds++).as("nothing fails any more, yet still there is: %s", journal.balances()).isLessThan(ROUNDS_MAX);
            if (deliver()) {
                clock.turn(Duration.ofSeconds(5));
            }
        }
        clock.turn(Duration.ofDays(2));
        archive.finish();
    }

    /** The database is sound, and its balances are even and equal to a recount of its rows. */
    void booksAreEven() throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file(data));
                Statement statement = other.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA integrity_check")) {
            assertThat(row.getString(1)).isEqualTo("ok");
        }
        try (SimulatedBooks books = new SimulatedBooks(file(data))) {
            Map<String, Balance> balances = journal.balances();
            Map<String, SimulatedBooks.Recount> recounts = books.recount();
            balances.forEach((name, balance) -> {
                assertThat(balance.isEven()).as("%s of %s is even", balance, name).isTrue();
                assertThat(balance.pending()).as("pending for %s", name).isEqualTo(recounts.get(name).pending());
                assertThat(balance.deadLettered()).as("dead letters of %s", name).isEqualTo(recounts.get(name).dead());
            });
        }
    }

    @Override
    public void close() throws IOException {
        try {
            archive.close();
        } catch (IOException | RuntimeException e) {
            // the next start finds it as a crash would leave it
        }
        try {
            journal.close();
        } finally {
            folder.close();
        }
    }
}
