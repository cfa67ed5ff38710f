package serai.cli.deadletters;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import serai.sandbox.servicebus.queue.EntityCounts;
import serai.settings.known.MctSetting;
import serai.settings.known.RuntimeSetting;
import serai.settings.known.ServiceBusSetting;
import serai.settings.known.Setting;
import serai.testkit.CommandRun;
import serai.testkit.EmbeddedSerai;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A broker whose dead-letter sub-queue has something, and Serai's commands about it. */
abstract class DeadLettersAtBroker {

    static final String DEAD_LETTERS = EmbeddedSerai.SUBSCRIPTION + "/$deadletterqueue";
    static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path folder;
    EmbeddedSerai serai;
    List<String> events;
    final Set<String> set = new HashSet<>();
    String error;

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

    void set(Setting setting, String value) {
        System.setProperty(setting.key(), value);
        set.add(setting.key());
    }

    @AfterEach
    void stop() {
        set.forEach(System::clearProperty);
        serai.close();
    }

    /** Runs it, expects that exit code, and returns what it has printed. */
    String serai(int exit, String... arguments) {
        CommandRun run = CommandRun.of(exit, arguments);
        error = run.error();
        return run.out();
    }

    String list(String... further) {
        return serai(0, command(List.of("dead-letters", "list", "--from", "broker"), further));
    }

    String retry(String... further) {
        return serai(0, command(List.of("dead-letters", "retry", "--from", "broker"), further));
    }

    static String[] command(List<String> first, String... further) {
        return Stream.concat(first.stream(), Arrays.stream(further)).toArray(String[]::new);
    }

    /** As another consumer of the subscription does; Serai must not run then. */
    void deadLetter(String reason, String description, String... published) {
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

    EntityCounts atBroker() {
        return serai.namespace().counts(DEAD_LETTERS);
    }
}
