package serai.destinations.sftp;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import serai.model.LearningRecord;
import serai.testkit.OneDestination;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The recipe {@code hr-nightly} before a real SSH server, and the night that comes when it is told to. */
abstract class FileAtNight {

    static final Instant NIGHT = Instant.parse("2026-11-29T01:00:05Z");
    static final String FILE = "completions-2026-11-28.csv";

    @TempDir
    Path folder;
    final SettableClock clock = new SettableClock(Instant.parse("2026-11-28T10:00:00Z"));
    SshServer server;
    OneDestination serai;

    @BeforeEach
    void open() throws IOException {
        server = new SshServer(folder);
        serai = new OneDestination("hr-nightly", folder.resolve("serai")).with("serai.zone", "Europe/Berlin")
                .with("serai.destination.hr-nightly.host", "127.0.0.1").with("serai.destination.hr-nightly.port", server.port())
                .with("serai.destination.hr-nightly.folder", "inbox")
                .with("serai.destination.hr-nightly.username", SshServer.USER)
                .with("serai.destination.hr-nightly.password", SshServer.PASSWORD)
                .with("serai.destination.hr-nightly.known-hosts.file", server.knownHosts);
    }

    @AfterEach
    void close() throws IOException {
        serai.close();
        server.close();
    }

    void start() throws Exception {
        serai.start("clock", clock);
    }

    void append(String... learners) {
        serai.append(Stream.of(learners).map(Records::completion).map(record -> record.withReceivedAt(clock.instant()))
                .toArray(LearningRecord[]::new));
    }

    void itIsNight() {
        clock.turn(Duration.between(clock.instant(), NIGHT));
    }

    /** The clock goes on, so that back-offs end. */
    void untilDelivered(int records) {
        await().atMost(30, SECONDS).untilAsserted(() -> {
            clock.turn(Duration.ofSeconds(1));
            assertThat(serai.balance().delivered()).isEqualTo(records);
        });
    }

    void untilFailed() {
        await().atMost(30, SECONDS).until(() -> serai.state().isTroubled());
    }

    List<String> learners(String file) throws IOException {
        return server.content(file).lines().skip(1).map(line -> line.replaceAll(".*(learner-\\w+).*", "$1")).toList();
    }
}
