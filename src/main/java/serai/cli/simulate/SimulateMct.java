package serai.cli.simulate;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import serai.cli.operate.CommandContext;
import serai.cli.publish.PublishTarget;
import serai.cli.publish.Sandbox;
import serai.cli.publish.TopicTarget;
import serai.cli.terminal.Ports;
import serai.cli.terminal.Version;
import serai.model.Platform;
import serai.settings.Settings;
import serai.settings.known.SandboxSetting;
import serai.settings.known.ServiceBusSetting;

import java.io.IOException;

/** {@code ./serai simulate mct}. */
@Command(name = "mct", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Publishes to the Service Bus topic: logins, course starts, lessons, exams, completed courses, and the "
                + "starts that a redrawn page sends again.")
final class SimulateMct extends SimulatePlatform {

    @Option(names = "--topic", description = "The topic (default: serai.servicebus.topic).")
    private @Nullable String topic;

    @Override
    Platform platform() {
        return Platform.MCT;
    }

    @Override
    PublishTarget recipient(CommandContext command) throws IOException {
        Settings settings = command.settings();
        if (settings.text(ServiceBusSetting.CONNECTION).isEmpty() && settings.text(ServiceBusSetting.NAMESPACE).isEmpty()) {
            Ports.requireSerai(Sandbox.HOST, settings.number(SandboxSetting.SERVICEBUS_PORT));
        }
        return TopicTarget.of(settings, topic == null ? settings.text(ServiceBusSetting.TOPIC) : topic);
    }
}
