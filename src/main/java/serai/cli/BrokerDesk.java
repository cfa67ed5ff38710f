package serai.cli;

import org.apache.camel.component.azure.servicebus.CredentialType;
import org.apache.camel.component.azure.servicebus.ServiceBusConfiguration;
import serai.ServiceBus;
import serai.Setting;
import serai.Settings;
import serai.sandbox.servicebus.ServiceBusNamespace;
import serai.sources.BrokerDeadLetters;
import serai.sources.MctDecoder;

/** Where {@code --from broker} looks: what {@code ./serai run} receives from, its sandbox where nothing else is set. */
final class BrokerDesk {

    private BrokerDesk() {
    }

    /** @throws IllegalArgumentException if a setting can't be used; the message names it */
    static BrokerDeadLetters open(Workplace workplace) {
        Settings settings = workplace.settings();
        return new BrokerDeadLetters(configuration(settings), settings.milliseconds(Setting.SERVICEBUS_WATCHDOG_ANSWER_MAX_MS),
                new MctDecoder(settings.text(Setting.MCT_SOURCE), workplace.clock()));
    }

    private static ServiceBusConfiguration configuration(Settings settings) {
        ServiceBusConfiguration configuration = ServiceBus.configuration(settings);
        if (ServiceBus.isNamed(settings)) {
            return configuration;
        }
        configuration.setCredentialType(CredentialType.CONNECTION_STRING);
        configuration.setConnectionString(
                ServiceBusNamespace.connectionString(Sandbox.HOST, settings.number(Setting.SANDBOX_SERVICEBUS_PORT)));
        return configuration;
    }
}
