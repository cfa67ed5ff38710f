package serai.journal.operations;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteDataSource;
import serai.journal.sql.query.DeliveryReader;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.query.KnownKinds;
import serai.testkit.Records;
import serai.testkit.journal.BetweenQueries;

import java.time.Clock;
import java.time.ZoneOffset;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A person is forgotten for the first time while the journal is read: after the reader knows all kinds and what stands aside, and
 * before it reads the batches, which have a kind that is new then. Nothing is damaged.
 */
class ForgettingBesideReadersTest extends ErasureOfMarkedPerson {

    private final SQLiteDataSource plain = new SQLiteDataSource();
    private boolean forgotten;
    private JournalQuery reading;

    @BeforeEach
    void append() {
        append("lrs");
        plain.setUrl("jdbc:sqlite:" + folder.resolve("journal.db"));
        reading = new JournalQuery(BetweenQueries.of(plain, sql -> {
            if (sql.startsWith("SELECT seq FROM aside") && !forgotten) {
                forgotten = true;
                forget();
            }
        }), "the journal");
    }

    @Test
    void aPageHasWhatIsLeft() {
        assertThat(reader().read("lrs", 0, 10).entries()).extracting(entry -> entry.record().learner().id())
                .containsExactly("anna", "ben");
    }

    @Test
    void aPageThatBeginsWithTheForgottenHasTheOthers() {
        assertThat(reader().read("lrs", 1, 10).entries()).extracting(entry -> entry.record().learner().id())
                .containsExactly("ben");
    }

    @Test
    void whoLooksForWhatStandsBehindPassesTheForgotten() {
        assertThat(reader().standsBehind("lrs", "COURSE_COMPLETED", 1)).isTrue();
    }

    private DeliveryReader reader() {
        return new DeliveryReader(reading, KnownKinds.ofDestinations(), 1 << 20, Clock.fixed(Records.RECEIVED, ZoneOffset.UTC));
    }
}
