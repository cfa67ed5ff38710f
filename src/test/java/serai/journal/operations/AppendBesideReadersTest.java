package serai.journal.operations;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;
import serai.journal.JournalWriter;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.FastStore;
import serai.journal.sqlite.SqliteSession;
import serai.journal.store.Journal;
import serai.model.LearningRecord;
import serai.testkit.Records;
import serai.testkit.journal.BetweenQueries;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import javax.sql.DataSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A record is appended while the journal is read, after each of the reader's queries once. It is no lost one. */
class AppendBesideReadersTest {

    private static final Clock CLOCK = Clock.fixed(Records.RECEIVED, ZoneOffset.UTC);

    @TempDir
    private Path folder;
    private Journal journal;
    private String destination = "lrs";
    private long appended;
    private int appendAfter;
    private int queries;
    private JournalQuery reading;
    private OperatorTransactions changes;

    @BeforeEach
    void open() {
        journal = FastStore.open(folder.resolve("journal.db"), JournalBounds.DEFAULT, CLOCK);
        append();
        SQLiteDataSource plain = new SQLiteDataSource();
        plain.setUrl("jdbc:sqlite:" + folder.resolve("journal.db"));
        DataSource watched = BetweenQueries.of(plain, sql -> {
            if (++queries == appendAfter) {
                append();
            }
        });
        reading = new JournalQuery(watched, "the journal");
        changes = new OperatorTransactions(plain, "the journal", SqliteSession::new, "test", CLOCK);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private void append() {
        LearningRecord record = Records.of("platform-" + ++appended, Records.completion("anna")); // each of another kind
        journal.append(record, Set.of(destination)).toCompletableFuture().join();
    }

    /** Lets the reader read until one has been appended after its last query. */
    private void beside(Runnable reader) {
        for (appendAfter = 1; appendAfter == 1 || queries >= appendAfter - 1; appendAfter++) {
            assertThat(appendAfter).as("queries that one reading makes").isLessThan(60);
            queries = 0;
            reader.run();
        }
    }

    @Test
    void verifyTellsOfNothing() {
        List<String> told = new ArrayList<>();

        beside(() -> new StoredRecords(reading, true).verify(told::add));

        assertThat(told).isEmpty();
    }

    @Test
    void anExportComesToItsEnd() {
        beside(() -> new StoredRecords(reading, true).export(null, null, line -> {}));

        assertThat(appended).isGreaterThan(2);
    }

    @Test
    void aReplayComesToItsEnd() {
        beside(() -> assertThat(new Replay(reading, changes, CLOCK).carryOut(
                new ReplayRequest("archive", Records.RECEIVED, null, null, true), ReplayRate.atOnce(Records.RECEIVED)).sent())
                .isPositive());
    }

    @Test
    void unroutedRecordsAreAskedAboutAgain() {
        destination = JournalWriter.UNROUTED;
        append();

        beside(() -> assertThat(new Unrouted(reading, changes, CLOCK).reroute(record -> Set.of(), false).staying()).isNotEmpty());
    }

    @Test
    void whoAsksForTheNextNumberFindsNothingOrTheRecord() {
        beside(() -> assertThat(new StoredRecords(reading, true).find(appended + 1))
                .satisfiesAnyOf(found -> assertThat(found).isEmpty(), found -> assertThat(found).isPresent()));
    }
}
