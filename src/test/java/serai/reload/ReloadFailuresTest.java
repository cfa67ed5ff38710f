package serai.reload;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Balance;
import serai.threads.SupervisedThread;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Edits that no check finds, and that fail while they are taken over. */
class ReloadFailuresTest {

    private static final Balance NOTHING = new Balance(0, 0, 0, 0, 0);

    private final List<SupervisedThread> publishers = new ArrayList<>();
    private final AtomicInteger posted = new AtomicInteger();
    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private ReloadedSerai serai;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        serai = new ReloadedSerai(folder).withSettingsFile().with("serai.mct.enabled", "false").start();
    }

    @AfterEach
    void stop() {
        publishers.forEach(SupervisedThread::close);
        serai.close();
    }

    private void publish() {
        for (int i = 0; i < 4; i++) {
            publishers.add(SupervisedThread.begin("publisher-" + i, () -> {
                statuses.add(serai.post(posted.incrementAndGet()).statusCode());
                return Duration.ZERO;
            }));
        }
        await().atMost(30, SECONDS).until(() -> statuses.size() > 20);
    }

    private Balance second() {
        return serai.balances().getOrDefault("second", NOTHING);
    }

    @Test
    void nothingIsRoutedToANewDestinationWhoseRoutesCantStart() throws Exception {
        publish();
        serai.addDestination("second");
        serai.addSourceThatFails();
        Files.writeString(serai.file("destination-second"), Files.readString(serai.file("source-of-mine")),
                StandardOpenOption.APPEND);
        Files.delete(serai.file("source-of-mine"));

        ReloadOutcome outcome = serai.reload();

        assertThat(outcome.told()).singleElement().asString().contains("the old routes run again", "directory does not exist");
        assertThat(second()).isEqualTo(NOTHING);
        assertThat(statuses).containsOnly(202);
    }

    @Test
    void whatWasRoutedToANewDestinationBeforeTheRestFailedIsTold() throws Exception {
        publish();
        serai.addDestination("second");
        Files.createFile(serai.routes().resolveSibling("second")); // a file in the place of its folder: nothing is delivered
        serai.addSourceThatFails();

        ReloadOutcome outcome = serai.reload();

        assertThat(second().pending()).as("events came between the opening of the gate and the failure").isPositive();
        assertThat(outcome.told()).singleElement().asString().contains("the old routes run again", "directory does not exist",
                "records are pending for 'second' (" + second().pending() + ")", "./serai destinations drop second");
    }
}
