package serai.sources.servicebus;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.sandbox.servicebus.queue.EntityCounts;
import serai.testkit.EmbeddedSerai;
import serai.testkit.Logged;
import serai.testkit.http.SilentNetwork;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A party that is cut off in the middle of much work: the log has one line when it begins and one when it is over. */
class CutOffTest {

    private static final int EVENTS = 400;

    @TempDir
    private Path data;
    private EmbeddedSerai serai;
    private Logged logged;

    @BeforeEach
    void prepare() throws IOException {
        serai = new EmbeddedSerai(data).with("serai.servicebus.watchdog.every.ms", "200")
                .with("serai.servicebus.watchdog.answer.max.ms", "500")
                .with("serai.servicebus.drain.max.ms", "500"); // the client waits long for an answer to what it settled
        logged = new Logged();
    }

    @AfterEach
    void stop() {
        logged.close();
        serai.close();
    }

    private static String[] events() throws IOException {
        String login = EmbeddedSerai.mctSequence().get(0);
        return IntStream.range(0, EVENTS).mapToObj(i -> login.replaceFirst("\\.\\d{7}", ".%07d".formatted(i)))
                .toArray(String[]::new);
    }

    private void untilTold(int lines) {
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(told()).hasSize(lines));
    }

    private List<String> told() {
        return logged.lines().filter(line -> line.contains("Destination ") || line.contains("source-mct")).toList();
    }

    @Test
    void theBrokerUnderManyMessages() throws Exception {
        SilentNetwork network = new SilentNetwork(0, serai.namespace().port());
        int port = network.port();
        serai.with("serai.servicebus.connection", serai.namespace().connectionString()
                .replace(":" + serai.namespace().port(), ":" + port)).start();
        String[] many = events();
        CompletableFuture<Void> published = CompletableFuture.runAsync(() -> serai.publish(many));
        await().atMost(30, SECONDS).until(() -> serai.namespace().counts(EmbeddedSerai.SUBSCRIPTION).completed() > 20);

        network.close();
        untilTold(1);
        published.join();
        try (SilentNetwork again = new SilentNetwork(port, serai.namespace().port())) {
            await().atMost(30, SECONDS).untilAsserted(() -> { // what was in hand or on its way is locked until then
                serai.namespace().expireLocks(EmbeddedSerai.SUBSCRIPTION);
                assertThat(serai.namespace().counts(EmbeddedSerai.SUBSCRIPTION))
                        .extracting(EntityCounts::active, EntityCounts::locked).containsExactly(0, 0);
            });
            serai.untilDelivered(EVENTS);
            untilTold(2);
            assertThat(told()).first().asString().contains("WARN serai.", "source-mct does not receive: ");
            assertThat(told()).last().asString().contains("INFO serai.", "source-mct receives again");
        }
    }

    @Test
    void theLearningRecordStoreUnderManyAttempts() throws Exception {
        SilentNetwork network = new SilentNetwork(0, serai.http().port());
        int port = network.port();
        serai.with("serai.lrs.url", "http://127.0.0.1:" + port + "/lrs").with("serai.lrs.batch.size", "10").start();
        serai.publish(EmbeddedSerai.mctSequence().toArray(String[]::new));
        serai.untilDelivered(7);

        network.close();
        serai.publish(events());
        untilTold(1);
        await().atMost(30, SECONDS).until(() -> serai.journal().balances().get("archive").delivered() == EVENTS + 7);
        try (SilentNetwork again = new SilentNetwork(port, serai.http().port())) {
            serai.untilDelivered(EVENTS + 7);
            untilTold(2);
            assertThat(told()).first().asString().contains("WARN serai.", "lrs");
            assertThat(told()).last().asString().contains("INFO serai.", "lrs");
        }
    }
}
