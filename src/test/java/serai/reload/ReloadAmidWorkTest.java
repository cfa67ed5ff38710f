package serai.reload;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Balance;
import serai.journal.DestinationReport;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.ReplayRate;
import serai.journal.operations.ReplayRequest;
import serai.reload.ReloadOutcome.Result;
import serai.testkit.SettableClock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A reload while something else is under way that takes long. */
class ReloadAmidWorkTest {

    private static final int EVENTS = 60;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-28T10:20:00Z"));
    private ReloadedSerai serai;
    private Path folder;
    private int posted;

    @BeforeEach
    void prepare(@TempDir Path temporary) throws Exception {
        folder = temporary.resolve("second");
        serai = new ReloadedSerai(temporary).withSettingsFile().with("serai.mct.enabled", "false");
    }

    @AfterEach
    void stop() {
        serai.close();
    }

    private void post(int events) throws Exception {
        for (int i = 0; i < events; i++) {
            assertThat(serai.post(++posted).statusCode()).isEqualTo(202);
        }
    }

    private void reload() {
        ReloadOutcome outcome = serai.reload();
        assertThat(outcome.result()).as("" + outcome.told()).isEqualTo(Result.RELOADED);
    }

    private DestinationReport second() {
        return serai.runtime().serai().journal().destinations().stream().filter(report -> report.name().equals("second"))
                .findFirst()
                .orElseThrow();
    }

    private void hourly() throws IOException {
        Files.writeString(serai.file("destination-second"), """
                - route:
                    id: destination-second
                    description: A file an hour
                    routeConfigurationId: delivery
                    from:
                      uri: journal:second
                      parameters:
                        period: hour
                      steps:
                        - transformDataType:
                            toType: json:lines
                        - to:
                            uri: file:%s
                            parameters:
                              fileName: "${header.page}.jsonl"
                """.formatted(folder));
        serai.edit("router", "journal:archive", "journal:archive,second");
    }

    @Test
    void anHourThatIsGatheredMeanwhileIsStillOneFile() throws Exception {
        hourly();
        serai.start(clock);
        post(3);
        serai.edit("destination-second", "A file an hour", "A file each hour");
        reload();
        post(2);
        serai.edit("router", "description: ", "description: Edited - ");
        reload();
        post(2);

        await().atMost(60, SECONDS).untilAsserted(() -> {
            clock.turn(Duration.ofMinutes(1));
            assertThat(second().balance()).isEqualTo(new Balance(7, 7, 0, 0, 0));
        });

        assertThat(folder).isDirectoryContaining(file -> file.getFileName().toString().equals("2026-11-28T10.jsonl"));
        assertThat(folder.toFile().list()).hasSize(1);
        assertThat(ReloadedSerai.lines(folder)).hasSize(7).doesNotHaveDuplicates();
    }

    @Test
    void anHourThatBecomesADayLosesNothingThatWasGathered() throws Exception {
        hourly();
        serai.start(clock);
        post(3);
        serai.edit("destination-second", "period: hour", "period: day");
        reload();
        post(2);

        await().atMost(60, SECONDS).untilAsserted(() -> {
            clock.turn(Duration.ofHours(1));
            assertThat(second().balance()).isEqualTo(new Balance(5, 5, 0, 0, 0));
        });

        assertThat(folder.toFile().list()).hasSize(1);
        assertThat(ReloadedSerai.lines(folder)).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void aReplayGoesOnWithTheNewRouteAndTheCountOfWhatIsLeftOutFollows() throws Exception {
        serai.addDestination("second");
        serai.edit("destination-second", "      steps:", """
                      parameters:
                        batchSize: "1"
                      steps:
                        - filter:
                            description: Everything, for now
                            expression:
                              simple:
                                expression: "${header.type} == 'COURSE_COMPLETED'"
                            steps:
                              - stop: {}
                """.stripTrailing());
        serai.start();
        post(EVENTS);
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(second().balance())
                .isEqualTo(new Balance(EVENTS, EVENTS, 0, 0, 0)));
        assertThat(second().leftOut()).isEqualTo(EVENTS);

        try (JournalOperations operations = serai.runtime().serai().operations()) {
            operations.replay().carryOut(
                    new ReplayRequest("second", Instant.EPOCH, null, null, true),
                    ReplayRate.of(Instant.now(), 20)); // so that it takes three seconds
        }
        serai.edit("destination-second", "'COURSE_COMPLETED'", "'LOGGED_IN'");
        reload();
        post(1);

        await().atMost(60, SECONDS).untilAsserted(() -> {
            assertThat(second().balance()).isEqualTo(new Balance(EVENTS + 1, EVENTS + 1, 0, 0, 0));
            List<String> lines = ReloadedSerai.lines(folder);
            assertThat(lines).doesNotHaveDuplicates();
            assertThat(lines.size() + second().leftOut()).isEqualTo(EVENTS + 1);
        });
        assertThat(second().leftOut()).as("the reload came in the midst").isLessThan(EVENTS);
    }
}
