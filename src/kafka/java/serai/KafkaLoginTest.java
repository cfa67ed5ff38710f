package serai;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.attempt.FailureClass;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The destination {@code kafka} and a real broker that asks who is there, as Azure Event Hubs does: by SASL PLAIN, a connection
 * string being the password. Without TLS; only with {@code -Pkafka}.
 */
class KafkaLoginTest {

    private static final String TOPIC = "learning";
    private static final Pattern LOGIN =
            Pattern.compile("SERAI_KAFKA_SASL_JAAS='(.*username=\"([^\"]+)\" password=\"([^\"]+)\";)'");

    @TempDir
    private Path folder;
    private Matcher login;
    private KafkaBroker broker;
    private OneDestination serai;

    @BeforeEach
    void prepare() throws Exception {
        Document page = Document.of("docs/destinations.md");
        login = LOGIN.matcher(page.block("event hubs login"));
        assertThat(login.find()).isTrue();
        broker = new KafkaBroker(folder.resolve("broker"), login.group(2), login.group(3)).start();
        serai = new OneDestination("kafka", folder.resolve("serai"));
        page.settings("event hubs settings").forEach((name, value) -> serai.with(name.toString(), value));
        serai.with("serai.kafka.brokers", broker.address()).with("serai.kafka.security", "SASL_PLAINTEXT");
    }

    @AfterEach
    void stop() {
        serai.close();
        broker.stop();
    }

    @Test
    void theLoginOfThePageIsLetIn() throws Exception {
        serai.with("serai.kafka.sasl.jaas", login.group(1)).holding("anna", "ben").start();

        serai.untilDelivered(2);

        assertThat(broker.messages(TOPIC)).extracting(ConsumerRecord::key).containsExactly("anna", "ben");
    }

    @Test
    void aWrongOneStopsTheDestinationAndNothingIsDeadLettered() throws Exception {
        serai.with("serai.kafka.sasl.jaas", login.group(1).replace(login.group(3), "s3cr3t")).holding("anna").start();

        serai.untilStopped(FailureClass.FORBIDDEN);

        serai.untilBalance(1, 0, 1, 0);
        assertThat(serai.state().failure()).contains("Authentication").doesNotContain("s3cr3t");
    }
}
