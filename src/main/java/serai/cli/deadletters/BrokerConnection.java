package serai.cli.deadletters;

import org.apache.camel.component.azure.servicebus.CredentialType;
import org.apache.camel.component.azure.servicebus.ServiceBusConfiguration;
import serai.cli.operate.CommandContext;
import serai.cli.publish.Sandbox;
import serai.sandbox.servicebus.ServiceBusNamespace;
import serai.settings.ServiceBusSettings;
import serai.settings.Settings;
import serai.settings.known.MctSetting;
import serai.settings.known.SandboxSetting;
import serai.settings.known.ServiceBusSetting;
import serai.sources.mct.MctDecoder;
import serai.sources.servicebus.BrokerDeadLetters;

/**
 * Connects {@code --from broker} to the dead letters of the subscription or queue from which {@code ./serai run} receives; that
 * is the sandbox's if no other is set.
 */
final class BrokerConnection {

    private BrokerConnection() {
    }

    /** @throws IllegalArgumentException if a setting can't be used; the message names it */
    static BrokerDeadLetters open(CommandContext command) {
        Settings settings = command.settings();
        return new BrokerDeadLetters(configuration(settings), settings.milliseconds(ServiceBusSetting.WATCHDOG_ANSWER_MAX_MS),
                new MctDecoder(settings.text(MctSetting.SOURCE), command.clock()));
    }

    private static ServiceBusConfiguration configuration(Settings settings) {
        ServiceBusConfiguration configuration = ServiceBusSettings.configuration(settings);
        if (ServiceBusSettings.isNamed(settings)) {
            return configuration;
        }
        configuration.setCredentialType(CredentialType.CONNECTION_STRING);
        configuration.setConnectionString(
                ServiceBusNamespace.connectionString(Sandbox.HOST, settings.number(SandboxSetting.SERVICEBUS_PORT)));
        return configuration;
    }
}
