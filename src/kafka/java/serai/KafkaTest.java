package serai;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.camel.Endpoint;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.OneDestination;
import serai.testkit.Records;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The destination {@code kafka} and a real broker; only with {@code -Pkafka}. */
class KafkaTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String TOPIC = "learning";

    @TempDir
    private Path folder;
    private KafkaBroker broker;
    private OneDestination serai;

    @BeforeEach
    void prepare() throws Exception {
        broker = new KafkaBroker(folder.resolve("broker")).start();
        serai = new OneDestination("kafka", folder.resolve("serai"));
        Document.of("docs/destinations.md").settings("kafka settings").forEach((name, value) -> serai.with(name.toString(), value));
        serai.with("serai.kafka.brokers", broker.address()).with("serai.kafka.security", "PLAINTEXT")
                .with("serai.kafka.connect.max.ms", 2_000)
                .with("serai.kafka.request.max.ms", 2_000).with("serai.kafka.response.max.ms", 4_000)
                .with("serai.kafka.message.max.bytes", 4_000);
    }

    @AfterEach
    void stop() {
        serai.close();
        broker.stop();
    }

    @Test
    void eachRecordIsAMessageWithTheLearnersIdAsItsKey() throws Exception {
        serai.holding("anna", "ben", "cleo").start();

        serai.untilDelivered(3);

        assertThat(broker.messages(TOPIC)).extracting(ConsumerRecord::key).containsExactly("anna", "ben", "cleo");
        assertThat(broker.messages(TOPIC)).extracting(KafkaTest::id).containsExactly(
                id("anna"), id("ben"), id("cleo"));
    }

    @Test
    void anOutageIsWaitedFor() throws Exception {
        serai.holding("anna").start();
        serai.untilDelivered(1);
        broker.stop();
        serai.append("ben");
        await().atMost(60, SECONDS).until(() -> serai.state().failures() > 1);
        serai.untilBalance(2, 1, 1, 0);
        assertThat(serai.state().stopped()).isNull();

        broker.start();

        await().atMost(60, SECONDS).untilAsserted(() -> serai.untilDelivered(2));
        assertThat(broker.messages(TOPIC)).extracting(KafkaTest::id).contains(id("anna"), id("ben"));
    }

    @Test
    void aRecordThatIsTooLargeIsDeadLetteredAndTheRestIsDelivered() throws Exception {
        serai.holding("anna", "x".repeat(5_000), "cleo").start();

        serai.untilBalance(3, 2, 0, 1);

        assertThat(serai.journalRows("SELECT class FROM aside")).containsExactly("refused");
        assertThat(broker.messages(TOPIC)).extracting(ConsumerRecord::key).contains("anna", "cleo")
                .doesNotContain("x".repeat(5_000));
    }

    @Test
    void showsItsLoginOnNoEndpoint() throws Exception {
        serai.with("serai.kafka.sasl.jaas", "PlainLoginModule required password=\"s3cr3t\";").holding("anna").start();
        serai.untilDelivered(1);

        assertThat(serai.context().getEndpoints()).extracting(Endpoint::getEndpointUri)
                .anyMatch(uri -> uri.startsWith("kafka:")).noneMatch(uri -> uri.contains("s3cr3t"));
    }

    private static String id(String learner) {
        return Records.completion(learner).id().toString();
    }

    private static String id(ConsumerRecord<String, String> message) {
        try {
            return JSON.readTree(message.value()).path("id").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
