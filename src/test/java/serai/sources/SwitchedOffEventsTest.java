package serai.sources;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.journal.SourceCounts;
import serai.sandbox.servicebus.queue.EntityCounts;
import serai.testkit.EmbeddedSerai;
import serai.testkit.Kept;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The platform's four kinds of events, switched off one by one. */
class SwitchedOffEventsTest {

    @TempDir
    private Path data;
    private EmbeddedSerai serai;

    @BeforeEach
    void prepare() throws IOException {
        serai = new EmbeddedSerai(data);
    }

    @AfterEach
    void stop() {
        serai.close();
    }

    @ParameterizedTest
    @CsvSource({"login, LOGGED_IN, 1", "course-start, COURSE_STARTED, 3", "module-completion, MODULE_COMPLETED, 2",
            "course-completion, COURSE_COMPLETED, 1"})
    void anEventThatIsSwitchedOffIsSettledAndCountedAndNotKept(String event, String type, int sent) throws Exception {
        serai.with("serai.mct.events." + event, "false").start();

        serai.publish(EmbeddedSerai.mctSequence().toArray(String[]::new));

        serai.untilDelivered(7 - sent);
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(counts().completed()).isEqualTo(7));
        assertThat(serai.journal().sources()).containsEntry("mct", new SourceCounts(7 - sent, 0, 0, 0, sent));
        assertThat(new Kept(data).rows("journal.db", "SELECT seq FROM record JOIN kind ON kind.nr = record.kind WHERE type = '%s'"
                .formatted(type))).isEmpty();
        assertThat(counts().deadLettered() + counts().abandoned()).isZero();
    }

    @Test
    void itWaitsForTheJournalAsAnyOther() throws Exception {
        serai.with("serai.mct.events.login", "false").start();
        try (Connection lock = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("journal.db"))) {
            lock.createStatement().execute("BEGIN IMMEDIATE");
            serai.publish(EmbeddedSerai.mctSequence().get(0));
            await().atMost(30, SECONDS).until(() -> counts().delivered() == 1);
            await().during(1, SECONDS).atMost(30, SECONDS).until(() -> counts().completed() == 0);
            lock.createStatement().execute("ROLLBACK");
        }

        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(counts().completed()).isEqualTo(1));
        assertThat(serai.journal().sources()).containsEntry("mct", new SourceCounts(0, 0, 0, 0, 1));
    }

    private EntityCounts counts() {
        return serai.namespace().counts(EmbeddedSerai.SUBSCRIPTION);
    }
}
