package serai.journal.camel;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.model.LearningRecord;
import serai.testkit.EmbeddedSerai;
import serai.testkit.Logged;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An event that comes with other content than it is known with has its line in the log, and many have not many. */
class DifferingEventsLogTest {

    private final SettableClock clock = new SettableClock(Records.RECEIVED);

    @TempDir
    private Path folder;
    private EmbeddedSerai serai;

    @AfterEach
    void stop() {
        if (serai != null) {
            serai.close();
        }
    }

    @Test
    void aLineAMinuteTellsHowManyCame() {
        DifferingEventsLog events = new DifferingEventsLog(clock);
        LearningRecord event = Records.completion("anna");
        try (Logged logged = new Logged()) {
            for (int i = 0; i < 40; i++) {
                events.add(event);
                clock.turn(Duration.ofSeconds(2));
            }

            List<String> lines = logged.lines().toList();
            assertThat(lines).hasSize(2);
            assertThat(lines.get(0))
                    .contains("An event of mct, COURSE_COMPLETED, came again with other content. ",
                            "./serai dead-letters list --from mct")
                    .doesNotContain("anna");
            assertThat(lines.get(1)).contains("with other content, and so did 29 others since " + Records.RECEIVED);
        }
    }

    @Test
    void oneThatTheBrokerBringsHasALine() throws Exception {
        serai = new EmbeddedSerai(folder).start();
        String login = EmbeddedSerai.mctSequence().get(0);
        try (Logged logged = new Logged()) {
            serai.publish(login, login.replace("FirstName\": \"", "FirstName\": \"Other"));
            await().atMost(30, SECONDS).untilAsserted(() -> assertThat(logged.lines())
                    .filteredOn(line -> line.contains("came again with other content")).singleElement().asString()
                    .contains("An event of mct, LOGGED_IN").doesNotContain("Other"));
        }
    }
}
