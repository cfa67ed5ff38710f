package serai.cli.deadletters;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.models.SubQueue;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import serai.settings.known.SandboxSetting;
import serai.settings.known.ServiceBusSetting;
import serai.testkit.EmbeddedSerai;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The broker's dead-letter sub-queue as operators see it. */
class BrokerDeadLettersTest extends DeadLettersAtBroker {

    @Test
    void listsWhatTheBrokerKeepsAndNobodysName() throws Exception {
        deadLetter("MaxDeliveryCountExceeded", "Message could not be consumed after 10 delivery attempts.", events.get(0));
        deadLetter("java.lang.Exception: Anna Ångström", "at anna@example.org", events.get(1));
        serai.start();
        serai.publish("{\"EventType\": \"LOGIN\", \"MessageBody\": {\"FirstName\": \"Anna\"}}");
        await().atMost(30, SECONDS).until(() -> atBroker().active() == 3);

        String list = list();

        assertThat(list.lines()).hasSize(5).last().asString()
                .startsWith("1: handed out 1 times and never settled: each time, Serai or its machine ended while it had");
        assertThat(list.lines()).first().asString().matches("number +enqueued +type +reason +description");
        assertThat(list).containsPattern("1 +20\\S+Z +LOGGED_IN +MaxDeliveryCountExceeded +Message could not be consumed after 10")
                .containsPattern("2 +20\\S+Z +COURSE_STARTED +\\(set by neither Serai nor Service Bus; show prints it\\) +-")
                .containsPattern("3 +20\\S+Z +- +Serai: not an event +/MessageBody/\\S+ is missing; send")
                .doesNotContain("Anna", "anna@", "Ångström");
        assertThat(list("--type", "COURSE_STARTED").lines()).hasSize(2);
        JsonNode json = JSON.readTree(list("--json"));
        assertThat(json).hasSize(3);
        assertThat(json.get(0).path("number").asLong()).isOne();
        assertThat(json.get(0).path("deliveries").asInt()).isOne();
        assertThat(json.toString()).doesNotContain("Anna", "anna@");
        assertThat(list("--since", "2099-01-01")).isEqualTo("There are none.\n");
        assertThat(atBroker().active()).as("nothing is changed").isEqualTo(3);
    }

    /** As receivers do that end while they have the message, which restarts and kills come to. */
    private int givenBackUntilTheBrokerGivesUp() {
        int given = 0;
        try (ServiceBusReceiverClient receiver =
                new ServiceBusClientBuilder().connectionString(serai.namespace().connectionString())
                        .receiver().topicName(EmbeddedSerai.TOPIC).subscriptionName("serai").disableAutoComplete().buildClient()) {
            while (atBroker().active() == 0) {
                for (ServiceBusReceivedMessage message : receiver.receiveMessages(1, Duration.ofSeconds(5))) {
                    receiver.abandon(message);
                    given++;
                }
            }
        }
        return given;
    }

    @Test
    void saysOfWhatWasHandedOutTooOftenThatNothingIsWrongWithItAndTakesItIn() throws Exception {
        serai.publish(events.get(0));
        int given = givenBackUntilTheBrokerGivesUp();
        assertThat(given).isGreaterThan(1);

        String cause = "handed out %s times and never settled".formatted(given);
        assertThat(list()).contains("MaxDeliveryCountExceeded", "1: " + cause, "(restarts, kills)",
                "./serai dead-letters retry --from broker 1 takes it in");
        assertThat(serai(0, "dead-letters", "show", "--from", "broker", "1")).contains(cause);
        serai.start();
        assertThat(retry("1")).startsWith("1 kept");
        serai.untilDelivered(1);
    }

    @Test
    void showsEverythingAboutOne() throws IOException {
        deadLetter("java.lang.Exception: Anna Ångström", "at anna@example.org", events.get(0));
        deadLetter("x", "y", "no event of Ben's");

        assertThat(serai(0, "dead-letters", "show", "--from", "broker", "1")).contains("Anna Ångström", "at anna@example.org",
                "can be read", "As received", "\"EventType\"", "As a record", "LOGGED_IN");
        JsonNode json = JSON.readTree(serai(0, "dead-letters", "show", "--from", "broker", "2", "--json"));
        assertThat(json.path("raw").asText()).isEqualTo("no event of Ben's");
        assertThat(json.path("problem").asText()).contains("line 1");
        serai(1, "dead-letters", "show", "--from", "broker", "9");
        assertThat(error).isEqualTo("serai: the broker has no dead letter 9; ./serai dead-letters list --from broker shows the "
                + "existing ones\n");
    }

    @Test
    void saysWhatSomebodyElseHasLocked() throws Exception {
        deadLetter("x", "y", events.get(0), events.get(1));
        serai.start();
        try (ServiceBusReceiverClient other = new ServiceBusClientBuilder().connectionString(serai.namespace().connectionString())
                .receiver().disableAutoComplete().topicName(EmbeddedSerai.TOPIC).subscriptionName("serai")
                .subQueue(SubQueue.DEAD_LETTER_QUEUE).buildClient()) {
            assertThat(other.receiveMessages(1, Duration.ofSeconds(5)).stream()).hasSize(1);

            assertThat(retry("--all")).startsWith("1 kept").endsWith(
                    "1: it could not be received: another receiver has locked or removed it\n");
        }
    }

    @Test
    void aBrokerThatCanNotBeReachedIsOneLine() {
        set(ServiceBusSetting.SUBSCRIPTION, "nobody");
        serai(1, "dead-letters", "list", "--from", "broker");
        assertThat(error).startsWith("serai: can't receive from MCTEvents/nobody of Service Bus: ")
                .contains("set serai.servicebus.topic and serai.servicebus.subscription to existing ones").hasLineCount(1);
        set(ServiceBusSetting.CONNECTION, "");
        set(SandboxSetting.SERVICEBUS_PORT, "1");
        for (String[] command : new String[][]{{"list"}, {"show", "3"}, {"retry", "--all"}, {"retry", "3"}}) {
            serai(1, command(List.of("dead-letters", command[0], "--from", "broker"),
                    Arrays.copyOfRange(command, 1, command.length)));
            assertThat(error).contains("no answer within 1000 ms; check that serai.servicebus.namespace or ")
                    .endsWith("and that the network lets AMQP through\n").hasLineCount(1);
        }
    }

    @Test
    void whatCanNotBeAskedOfTheBrokerIsToldInOneLine() throws Exception {
        serai.start();
        for (String[] command : new String[][]{{"retry", "--from", "broker"}, {"retry", "--all"}, {"retry", "--from", "mct", "3"},
                {"retry", "--from", "broker", "--all", "3"}, {"retry", "--from", "broker", "--all", "--rate", "1/s"},
                {"list", "--from", "broker", "--destination", "lrs"}, {"export", "--from", "broker", "x.jsonl"},
                {"show", "--from", "mct", "3"}}) {
            serai(2, command(List.of("dead-letters"), command));
            assertThat(error).startsWith("serai: ").hasLineCount(1);
        }
        serai(1, "dead-letters", "retry", "--from", "broker", "lrs-1");
        assertThat(error).startsWith("serai: 'lrs-1' is not the number of a dead letter at the broker").hasLineCount(1);
    }
}
