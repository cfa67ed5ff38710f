package serai.journal.operations;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.FastStore;
import serai.journal.sqlite.SqliteJournal;
import serai.model.LearningRecord;
import serai.testkit.Records;
import serai.testkit.SettableClock;
import serai.testkit.journal.BetweenQueries;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** Identities are kept for fewer days than records, and are purged in stretches while verify reads. */
class RetentionBesideVerifyTest {

    private static final String BEGIN = "min(received_day)";

    @TempDir
    private Path folder;
    private final SettableClock clock = new SettableClock(Records.RECEIVED);
    private final SQLiteDataSource plain = new SQLiteDataSource();
    private final LearningRecord anna = Records.completion("anna");
    private final LearningRecord ben = Records.completion("ben");
    private SqliteJournal journal;
    private int olds;

    /** Of the first day the journal has two identities. */
    @BeforeEach
    void open() {
        journal = FastStore.open(folder.resolve("journal.db"),
                new JournalBounds(10_000, 1 << 20, 10, 0, Duration.ZERO, Duration.ofDays(10)), clock);
        plain.setUrl("jdbc:sqlite:" + folder.resolve("journal.db"));
        append(anna);
        append(ben);
        clock.turn(Duration.ofDays(1));
        append(Records.completion("cleo"));
        sort();
    }

    /** An event whose identity is too old already has all of them written into their table before it is purged. */
    private void sort() {
        Instant old = clock.instant().minus(Duration.ofDays(11));
        journal.append(Records.completion("old-" + olds++).withReceivedAt(old), Set.of("lrs")).toCompletableFuture().join();
        journal.purge();
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private void append(LearningRecord record) {
        journal.append(record.withReceivedAt(clock.instant()), Set.of("lrs")).toCompletableFuture().join();
    }

    private void purge(LearningRecord record) throws SQLException {
        try (Connection connection = plain.getConnection();
                PreparedStatement delete = connection.prepareStatement("DELETE FROM identity WHERE id = ?")) {
            delete.setBytes(1, ColumnCodec.bytes(record.id()));
            delete.executeUpdate();
        }
    }

    private List<String> verified(BetweenQueries.Act act) {
        List<String> told = new ArrayList<>();
        new StoredRecords(new JournalQuery(BetweenQueries.of(plain, act), "the journal"), true).verify(told::add);
        return told;
    }

    @Test
    void aDayThatIsPurgedAfterVerifyHasBegunIsNotMissed() {
        assertThat(verified(sql -> {
            if (sql.contains(BEGIN)) {
                purge(anna);
                purge(ben);
            }
        })).isEmpty();
    }

    @Test
    void aDayOfWhichAStretchIsPurgedWhenItsRecordsAreReadIsNotMissed() {
        assertThat(verified(sql -> {
            if (sql.contains(BEGIN)) {
                purge(anna);
            } else if (sql.contains("FROM completion")) { // of ben, whose identity was found
                purge(ben);
            }
        })).isEmpty();
    }

    /** It was new then, and its identity is of the later day. */
    @Test
    void anEventThatCameAgainAfterItsIdentityWasPurgedIsNotMissed() {
        clock.turn(Duration.ofDays(11));
        journal.purge();
        append(anna);
        sort();
        append(Records.completion("dora"));
        sort();

        assertThat(journal.balances().get("lrs").routed()).as("anna twice").isEqualTo(8);
        assertThat(verified(sql -> {
        })).isEmpty();
    }

    @Test
    void anIdentityOfADayOfWhichThereIsNoSuchRecordIsToldOf() throws Exception {
        try (Connection connection = plain.getConnection(); var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE identity SET received_day = received_day + 1 WHERE received_day = %s"
                    .formatted(ColumnCodec.day(Records.RECEIVED)));
        }

        assertThat(verified(sql -> {
        })).hasSize(2).allMatch(line -> line.contains("received 2026-11-22T10:00:00Z: its event is not known"));
    }

    @Test
    void oneThatIsLostIsToldOfThoughItIsOfTheFirstDay() throws Exception {
        purge(anna);

        assertThat(verified(sql -> {
        })).singleElement().asString().startsWith("record 1, received 2026-11-22T10:00:00Z: its event is not known");
    }
}
