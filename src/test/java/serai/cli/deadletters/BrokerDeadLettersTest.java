package serai.cli.deadletters;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import com.azure.messaging.servicebus.models.SubQueue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.WorkedExampleTest;
import serai.journal.Balance;
import serai.journal.SourceCounts;
import serai.sandbox.servicebus.queue.EntityCounts;
import serai.settings.known.JournalSetting;
import serai.settings.known.MctSetting;
import serai.settings.known.RuntimeSetting;
import serai.settings.known.SandboxSetting;
import serai.settings.known.ServiceBusSetting;
import serai.settings.known.Setting;
import serai.testkit.CommandRun;
import serai.testkit.EmbeddedSerai;
import serai.testkit.PrivateFolder;
import serai.testkit.process.SeraiFolder;
import serai.testkit.process.SeraiProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The broker's dead-letter sub-queue as operators see it, and how what stands there comes in after all. */
class BrokerDeadLettersTest {

    private static final String DEAD_LETTERS = EmbeddedSerai.SUBSCRIPTION + "/$deadletterqueue";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;
    private EmbeddedSerai serai;
    private List<String> events;
    private final Set<String> set = new HashSet<>();
    private String error;

    @BeforeEach
    void prepare() throws IOException {
        serai = new EmbeddedSerai(folder.resolve("data"));
        events = EmbeddedSerai.mctSequence();
        set(RuntimeSetting.DATA, folder.resolve("data").toString());
        set(ServiceBusSetting.CONNECTION, serai.namespace().connectionString());
        set(ServiceBusSetting.WATCHDOG_ANSWER_MAX_MS, "1000");
        set(MctSetting.REDRAW_WINDOW_HOURS, "0");
        set(RuntimeSetting.ROUTES, "file:routes");
    }

    private void set(Setting setting, String value) {
        System.setProperty(setting.key(), value);
        set.add(setting.key());
    }

    @AfterEach
    void stop() {
        set.forEach(System::clearProperty);
        serai.close();
    }

    /** Runs it, expects that exit code, and returns what it has printed. */
    private String serai(int exit, String... arguments) {
        CommandRun run = CommandRun.of(exit, arguments);
        error = run.error();
        return run.out();
    }

    private String list(String... further) {
        return serai(0, command(List.of("dead-letters", "list", "--from", "broker"), further));
    }

    private String retry(String... further) {
        return serai(0, command(List.of("dead-letters", "retry", "--from", "broker"), further));
    }

    private static String[] command(List<String> first, String... further) {
        return Stream.concat(first.stream(), Arrays.stream(further)).toArray(String[]::new);
    }

    /** As another consumer of the subscription does; Serai must not run then. */
    private void deadLetter(String reason, String description, String... published) {
        serai.publish(published);
        try (ServiceBusReceiverClient receiver = new ServiceBusClientBuilder()
                .connectionString(serai.namespace().connectionString()).receiver().disableAutoComplete()
                .topicName(EmbeddedSerai.TOPIC).subscriptionName("serai").buildClient()) {
            int left = published.length;
            while (left > 0) {
                for (ServiceBusReceivedMessage message : receiver.receiveMessages(left, Duration.ofSeconds(5))) {
                    receiver.deadLetter(message, new DeadLetterOptions().setDeadLetterReason(reason)
                            .setDeadLetterErrorDescription(description));
                    left--;
                }
            }
        }
    }

    private EntityCounts atBroker() {
        return serai.namespace().counts(DEAD_LETTERS);
    }

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
    void takesThemInBesideASeraiThatRunsAndLeavesWhatStillCanNotBeRead() throws Exception {
        deadLetter("x", "y", events.toArray(String[]::new));
        deadLetter("x", "y", "no event");
        serai.start();

        assertThat(retry("--all", "--dry-run")).isEqualTo("""
                7 would be taken in; 1 would stay at the broker
                8: line 1, column 1: this isn't JSON, or names a property twice; send the event again as one JSON object in UTF-8, with each property once
                """);
        assertThat(retry("--all"))
                .startsWith("7 kept, 0 known already, 0 known with other content, 0 filtered; 1 left at the broker\n8: line 1, "
                        + "column ");

        serai.untilDelivered(7);
        assertThat(serai.http().lrs().statements()).hasSize(7);
        assertThat(atBroker()).extracting(EntityCounts::active, EntityCounts::locked, EntityCounts::completed)
                .containsExactly(1, 0, 7L);
        serai(1, "dead-letters", "retry", "--from", "broker", "--all");
        assertThat(error).isEqualTo("serai: no message could be taken in; see the reasons above\n");
    }

    @Test
    void theNextRunDeliversWhatIsTakenInWhileNothingRuns() throws Exception {
        serai.start();
        serai.stop();
        deadLetter("x", "y", events.get(0), events.get(1));

        assertThat(retry("2")).startsWith("1 kept").contains("; 0 left");

        assertThat(list().lines()).hasSize(2);
        assertThat(atBroker().locked()).as("what was not asked for is given back").isZero();
        serai.start();
        serai.untilDelivered(1);
    }

    @Test
    void whatWasKeptAlreadyIsADuplicateAndCompleted() throws Exception {
        deadLetter("x", "y", events.get(0), events.get(1));
        serai.start();
        serai.publish(events.get(1));
        serai.untilDelivered(1);
        serai.namespace().refuseNextSettlements(DEAD_LETTERS, 1);

        assertThat(retry("--all"))
                .isEqualTo("1 kept, 1 known already, 0 known with other content, 0 filtered; 0 left at the broker\n");

        serai.untilDelivered(2);
        assertThat(serai.journal().sources()).containsEntry("mct", new SourceCounts(2, 1, 0, 0));
        assertThat(atBroker().active() + atBroker().locked()).isZero();
    }

    @Test
    void whatIsSwitchedOffIsLeftOutAndCounted() throws Exception {
        deadLetter("x", "y", events.get(0));
        serai.start();
        set(MctSetting.EVENTS_LOGIN, "false");

        assertThat(retry("1")).startsWith("0 kept, 0 known already, 0 known with other content, 1 filtered; 0 left");

        assertThat(serai.journal().sources()).containsEntry("mct", new SourceCounts(0, 0, 0, 0, 1));
    }

    @Test
    void nothingIsTakenWhileTheJournalCanNotKeepIt() throws Exception {
        deadLetter("x", "y", events.get(0));
        serai.start();
        set(JournalSetting.MAX_BYTES, "1");

        assertThat(serai(1, "dead-letters", "retry", "--from", "broker", "--all")).startsWith("0 kept");

        assertThat(error).contains("its bound is 1 (serai.journal.max.bytes)").hasLineCount(1);
        assertThat(atBroker().active()).isOne();
        set(JournalSetting.MAX_BYTES, "0");
        set(MctSetting.SOURCE, "other");
        serai(1, "dead-letters", "retry", "--from", "broker", "--all");
        assertThat(error).startsWith("serai: serai.mct.source=other: this journal was created with 'mct'").hasLineCount(1);
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

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "-1", "66,67"})
    void aPercentageThatCanNotBeReadIsMendedAndTakenIn(String percentage) throws Exception {
        serai.start();
        serai.publish(events.get(4).replaceFirst("\"ExamPercentage\" *: *\"[^\"]*\"", "\"ExamPercentage\": \"" + percentage + '"'));
        await().atMost(30, SECONDS).until(() -> atBroker().active() == 1);

        serai(1, "dead-letters", "edit", "--from", "broker", "1", "--editor", "sed -i 's/LastName/Surname/'");
        assertThat(error).contains("Nothing is taken in; your text is in ");
        Files.delete(folder.resolve("data/edit-broker-1.json"));
        assertThat(atBroker().completed()).isZero();
        assertThat(serai(0, "dead-letters", "edit", "--from", "broker", "1", "--editor", "true")).startsWith("Nothing was changed");
        assertThat(serai(0, "dead-letters", "edit", "--from", "broker", "1", "--editor",
                "sed -i 's/\"" + percentage + "\"/\"66.67\"/'"))
                .startsWith("1 kept");

        serai.untilDelivered(1);
        assertThat(atBroker().completed()).isOne();
        assertThat(atBroker().active()).isZero();
    }

    @Test
    void aBodyThatTheWebhookHasRefusedIsMendedAndTakenIn() throws Exception {
        serai.start();
        String event = EmbeddedSerai.resource("praesidium-course-completed.json");
        assertThat(serai.post(event.replace("2018-03-01", "01.03.2018")).statusCode()).isEqualTo(400);
        await().atMost(30, SECONDS).untilAsserted(
                () -> assertThat(serai(0, "dead-letters", "list", "--from", "webhook")).contains("praesidium-rejected-1"));

        serai(1, "dead-letters", "retry", "praesidium-rejected-1");
        assertThat(error).startsWith("serai: praesidium-rejected-1: /event_timestamp isn't a time");
        assertThat(serai(0, "dead-letters", "edit", "praesidium-rejected-1", "--editor", "sed -i s/01.03.2018/2018-03-01/"))
                .isEqualTo("praesidium-rejected-1: kept\n");

        serai.untilDelivered(1);
        assertThat(serai(0, "dead-letters", "list", "--from", "webhook")).doesNotContain("rejected-1");
        assertThat(serai.post(event).statusCode()).isEqualTo(202);
        assertThat(serai.journal().sources()).containsEntry("praesidium", new SourceCounts(1, 1, 0, 1));
    }

    @Test
    void whatARouterTookNothingOfIsTakenInOnceItIsMended() throws Exception {
        Path routes = PrivateFolder.make(folder.resolve("routes"));
        WorkedExampleTest.copy(Path.of("routes"), routes);
        String router = Files.readString(routes.resolve("router.camel.yaml"));
        Files.writeString(routes.resolve("router.camel.yaml"), router.replace("journal:archive,warehouse,lrs", "log:nothing"));
        set(RuntimeSetting.ROUTES, "file:" + routes);
        serai.start();
        assertThat(serai.post(EmbeddedSerai.resource("praesidium-course-completed.json")).statusCode()).isEqualTo(503);
        serai.publish(events.get(0));
        await().atMost(30, SECONDS).until(() -> atBroker().active() == 1);
        assertThat(serai(0, "status")).contains("Not acknowledged: 1 event of praesidium of type COURSE_COMPLETED")
                .contains("route router neither names a destination");
        serai(1, "dead-letters", "retry", "--from", "broker", "--all");
        assertThat(atBroker().active()).as("it is not completed for having come to nothing").isOne();
        serai.stop();
        Files.writeString(routes.resolve("router.camel.yaml"), router);
        serai.start();

        assertThat(retry("--all")).startsWith("1 kept");
        assertThat(serai(0, "dead-letters", "retry", "praesidium-rejected-1")).isEqualTo("praesidium-rejected-1: kept\n");

        assertThat(serai(0, "status")).doesNotContain("Not acknowledged");
        serai.untilDelivered(2);
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

    @Test
    void killedInTheMiddleItLosesAndDoublesNothing() throws Exception {
        int count = 150;
        deadLetter("x", "y", IntStream.range(0, count).mapToObj(i -> events.get(0).replace("13273", "" + (1_000_000 + i)))
                .toArray(String[]::new));
        serai.start();
        SeraiFolder beside = new SeraiFolder(PrivateFolder.make(folder.resolve("beside")))
                .with("serai.data", folder.resolve("data").toString())
                .with("serai.servicebus.connection", serai.namespace().connectionString())
                .with("serai.servicebus.watchdog.answer.max.ms", "3000").with("serai.mct.redraw.window.hours", "0");

        try (SeraiProcess retry = beside.start("dead-letters", "retry", "--from", "broker", "--all")) {
            await().atMost(60, SECONDS).pollInterval(Duration.ofMillis(5)).until(() -> atBroker().completed() > count / 5);
            retry.kill();
        }
        assertThat(atBroker().completed()).isLessThan(count);
        serai.namespace().expireLocks(DEAD_LETTERS);
        retry("--all");

        serai.untilDelivered(count);
        assertThat(serai.http().lrs().statements()).hasSize(count);
        assertThat(serai.journal().balances()).containsEntry("warehouse", new Balance(count, count, 0, 0, 0));
        assertThat(atBroker().active() + atBroker().locked()).isZero();
    }
}
