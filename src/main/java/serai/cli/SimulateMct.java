package serai.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import serai.Setting;
import serai.Settings;
import serai.model.Platform;

/** {@code ./serai simulate mct}. */
@Command(name = "mct", mixinStandardHelpOptions = true, versionProvider = Main.Version.class,
        description = "Publishes to the Service Bus topic: logins, course starts, lessons, exams, completed courses, and the "
                + "starts that a redrawn page sends again.")
final class SimulateMct extends SimulatePlatform {

    @Option(names = "--topic", description = "The topic (default: serai.servicebus.topic).")
    private String topic;

    @Override
    Platform platform() {
        return Platform.MCT;
    }

    @Override
    Recipient recipient(Workplace workplace) {
        Settings settings = workplace.settings();
        return Topic.of(settings, topic == null ? settings.text(Setting.SERVICEBUS_TOPIC) : topic);
    }
}
