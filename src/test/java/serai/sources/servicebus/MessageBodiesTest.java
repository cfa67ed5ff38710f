package serai.sources.servicebus;

import com.azure.core.amqp.models.AmqpMessageBody;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.SubQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import serai.sandbox.servicebus.queue.EntityCounts;
import serai.testkit.EmbeddedSerai;
import serai.testkit.Logged;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a message's body may be beside JSON in UTF-8, over the real protocol: each has its end, and the rest flows on. */
class MessageBodiesTest {

    @TempDir
    private Path data;
    private EmbeddedSerai serai;
    private Logged logged;
    private static String login;

    @BeforeEach
    void start() throws Exception {
        logged = new Logged();
        serai = new EmbeddedSerai(data).with("serai.servicebus.watchdog.every.ms", "100")
                .with("serai.servicebus.watchdog.stalled.ms", "60000").start();
        login = EmbeddedSerai.mctSequence().get(0);
    }

    @AfterEach
    void stop() {
        serai.close();
        logged.close();
    }

    static Stream<byte[]> unreadable() throws IOException {
        String event = EmbeddedSerai.mctSequence().get(0);
        return Stream.of(gzip(event.getBytes(UTF_8)), event.getBytes(StandardCharsets.UTF_16),
                event.replace("Test", "Ångström").getBytes(StandardCharsets.ISO_8859_1), new byte[0],
                "null".getBytes(UTF_8), ("[" + event + "]").getBytes(UTF_8), (event + event).getBytes(UTF_8));
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void bytesThatAreNoJsonObjectInUtf8GoToTheBrokersDeadLettersAtOnce(byte[] body) {
        send(new ServiceBusMessage(body), new ServiceBusMessage(login));

        serai.untilDelivered(1);
        await().atMost(30, SECONDS).until(() -> counts().deadLettered() == 1);
        assertThat(counts().delivered()).isEqualTo(2);
        assertThat(deadLetterReason()).isEqualTo("Serai: not an event");
    }

    static Stream<AmqpMessageBody> otherTypes() {
        return Stream.of(AmqpMessageBody.fromValue("{}"), AmqpMessageBody.fromSequence(List.of("{}", 1)));
    }

    @ParameterizedTest
    @MethodSource("otherTypes")
    void aBodyOfAnotherAmqpTypeIsLeftToTheBrokerWhichGivesItUpAfterItsLastDelivery(AmqpMessageBody body) {
        send(new ServiceBusMessage(body), new ServiceBusMessage(login));

        serai.untilDelivered(1);
        await().atMost(30, SECONDS).pollInterval(100, MILLISECONDS).until(() -> {
            serai.namespace().expireLocks(EmbeddedSerai.SUBSCRIPTION);
            return counts().deadLettered() == 1;
        });
        assertThat(deadLetterReason()).isEqualTo("MaxDeliveryCountExceeded");
        assertThat(logged.lines()).singleElement().asString().contains("its body is an AMQP value or sequence");
    }

    @Test
    void whatThePublisherSaysBesideTheBodyChangesNothing() {
        ServiceBusMessage message = new ServiceBusMessage(login).setContentType("text/plain; charset=iso-8859-1")
                .setSubject("COURSE_COMPLETION").setCorrelationId("type").setMessageId("once");
        message.getApplicationProperties().put("type", "COURSE_COMPLETED");
        message.getApplicationProperties().put("CamelHttpUri", "http://localhost:1/elsewhere");
        message.getApplicationProperties().put("destinations", "nowhere");

        send(message, new ServiceBusMessage(login).setMessageId("twice"));

        serai.untilDelivered(1);
        await().atMost(30, SECONDS).until(() -> counts().completed() == 2);
        assertThat(serai.journal().sources().get("mct").duplicates()).isEqualTo(1);
    }

    private void send(ServiceBusMessage... messages) {
        try (ServiceBusSenderClient sender = new ServiceBusClientBuilder()
                .connectionString(serai.namespace().connectionString()).sender().topicName(EmbeddedSerai.TOPIC).buildClient()) {
            List.of(messages).forEach(sender::sendMessage);
        }
    }

    private String deadLetterReason() {
        try (ServiceBusReceiverClient receiver = new ServiceBusClientBuilder()
                .connectionString(serai.namespace().connectionString()).receiver().topicName(EmbeddedSerai.TOPIC)
                .subscriptionName("serai").subQueue(SubQueue.DEAD_LETTER_QUEUE).buildClient()) {
            return receiver.peekMessages(10).stream().map(ServiceBusReceivedMessage::getDeadLetterReason).findFirst()
                    .orElseThrow();
        }
    }

    private EntityCounts counts() {
        return serai.namespace().counts(EmbeddedSerai.SUBSCRIPTION);
    }
}
