package serai.webhook.server;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.cli.run.StandaloneRuntime;
import serai.journal.SourceCounts;
import serai.sandbox.servicebus.queue.EntityCounts;
import serai.testkit.EmbeddedSerai;
import serai.testkit.FreePort;
import serai.testkit.FuzzRun;
import serai.testkit.Logged;
import serai.testkit.MemoryTempDir;
import serai.testkit.Mutants;
import serai.testkit.http.RawRequest;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Whatever comes in, at the real servers of {@code ./serai run}: it is stored, or it is refused with 4xx, or it goes to the
 * broker's dead letters. No input gives a 500, a stack trace or a thread that is stuck, and none is lost.
 */
class FuzzTest {

    private StandaloneRuntime runtime;
    private Logged logged;

    @BeforeEach
    void start(@TempDir(factory = MemoryTempDir.class) Path data) throws Exception {
        logged = new Logged();
        Properties overrides = new Properties();
        overrides.setProperty("serai.data", data.toString());
        overrides.setProperty("serai.praesidium.password", EmbeddedSerai.PASSWORD);
        overrides.setProperty("serai.webhook.receive.max.ms", "300");
        overrides.setProperty("camel.management.enabled", "false");
        for (String port : List.of("camel.server.port", "serai.sandbox.servicebus.port", "serai.sandbox.http.port")) {
            overrides.setProperty(port, FreePort.text());
        }
        runtime = new StandaloneRuntime(overrides);
        runtime.start();
    }

    @AfterEach
    void stop() {
        runtime.close();
        logged.close();
    }

    @Test
    void whateverIsPostedIsKeptOrRefused() throws Exception {
        URI webhook = URI.create(runtime.webhook());
        AtomicLong kept = new AtomicLong();
        AtomicLong refused = new AtomicLong();

        new FuzzRun().of("webhook", random -> {
            RawRequest request = RawRequest.of(webhook, new Mutants(random).of(Mutants.PRAESIDIUM), random);
            RawRequest.Answer answer = request.send();
            assertThat(answer.status()).as(request.toString()).matches(status -> status == RawRequest.NONE
                    ? !request.isWhole() : status >= 200 && status < 500, "an answer, and no failure of ours");
            assertThat(answer.text()).as(request.toString()).doesNotContain(Mutants.PERSONAL).doesNotContain("\tat ", "Exception");
            kept.addAndGet(answer.status() == 202 ? 1 : 0);
            refused.addAndGet(answer.text().contains("Not an event of Praesidium Academy") || answer.status() == 415 ? 1 : 0);
        });

        assertThat(RawRequest.right(webhook, Mutants.PRAESIDIUM).send().status()).isEqualTo(202);
        await().atMost(30, SECONDS).untilAsserted(() -> {
            SourceCounts counts = runtime.serai().journal().sources().get("praesidium");
            assertThat(counts.accepted() + counts.duplicates() + counts.differing()).isEqualTo(kept.get() + 1);
            assertThat(counts.rejected()).isEqualTo(refused.get());
        });
        assertThat(troubles()).isEmpty();
    }

    @Test
    void whateverIsPublishedIsKeptOrDeadLetteredAtTheBroker() {
        AtomicLong sent = new AtomicLong();
        try (ServiceBusSenderClient sender = new ServiceBusClientBuilder()
                .connectionString(runtime.sandbox().namespace().connectionString()).sender().topicName("MCTEvents").buildClient()) {

            new FuzzRun().of("broker", random -> {
                sender.sendMessage(message(random));
                sent.incrementAndGet();
            });
        }

        await().atMost(120, SECONDS)
                .untilAsserted(() -> assertThat(broker().completed() + broker().deadLettered()).isEqualTo(sent.get()));
        SourceCounts counts = runtime.serai().journal().sources().get("mct");
        assertThat(counts.accepted() + counts.duplicates() + counts.differing()).isEqualTo(broker().completed());
        assertThat(broker().abandoned() + broker().expiredLocks()).isZero();
        assertThat(troubles())
                .allSatisfy(line -> assertThat(line).doesNotContain(Mutants.PERSONAL).contains("send the event again"));
    }

    private static ServiceBusMessage message(Random random) {
        ServiceBusMessage message = new ServiceBusMessage(new Mutants(random).of(Mutants.MCT));
        if (random.nextInt(4) == 0) {
            message.setContentType(List.of("application/json", "text/plain; charset=utf-16", "", "\u0000")
                    .get(random.nextInt(4)));
            message.setSubject("x".repeat(random.nextInt(300)));
            message.getApplicationProperties().put("CamelHttpUri", random.nextLong());
            message.getApplicationProperties().put("type", random.nextBoolean());
            message.getApplicationProperties().put("Content-Encoding", "gzip");
        }
        return message;
    }

    /**
     * How long a thread is at it, which Vert.x tells too, is a matter of the machine; that the folder is in memory, of this test.
     */
    private Stream<String> troubles() {
        return logged.lines().filter(line -> !line.startsWith("INFO") && !line.contains("BlockedThreadChecker")
                && !line.contains("(tmpfs)") && !line.contains("came again with other content"));
    }

    private EntityCounts broker() {
        return runtime.sandbox().namespace().counts("MCTEvents/subscriptions/serai");
    }
}
