package serai.settings.known;

import org.jspecify.annotations.Nullable;

import static serai.settings.known.AllowedValues.FLAG;
import static serai.settings.known.AllowedValues.HOST;
import static serai.settings.known.AllowedValues.HOST_AND_PORT;
import static serai.settings.known.AllowedValues.SECRET;
import static serai.settings.known.AllowedValues.TEXT;
import static serai.settings.known.AllowedValues.USER;
import static serai.settings.known.AllowedValues.number;
import static serai.settings.known.AllowedValues.oneOf;

/** The Service Bus subscription or queue that is read. */
public enum ServiceBusSetting implements Setting {

    NAMESPACE("serai.servicebus.namespace", "", HOST, "host name of the namespace; Serai signs in there with Microsoft Entra ID"),
    CONNECTION("serai.servicebus.connection", "", AllowedValues.CONNECTION.orNone(), "connection string, instead of the namespace"),
    CREDENTIAL("serai.servicebus.credential", null, oneOf("CONNECTION_STRING", "AZURE_IDENTITY", "TOKEN_CREDENTIAL"),
            "how Serai signs in; by default `CONNECTION_STRING` if one is set, else `AZURE_IDENTITY`"),
    TRANSPORT("serai.servicebus.transport", null, oneOf("AMQP", "AMQP_WEB_SOCKETS"),
            "AMQP over TCP (port 5671) or over WebSockets (port 443); by default `AMQP_WEB_SOCKETS` if a proxy is set, else "
                    + "`AMQP`"),
    PROXY("serai.servicebus.proxy", "", HOST_AND_PORT.orNone(),
            "HTTP proxy to Service Bus, such as `proxy.example.org:3128`"),
    PROXY_USERNAME("serai.servicebus.proxy.username", "", USER, "user of Serai at the proxy (Basic authentication)"),
    PROXY_PASSWORD("serai.servicebus.proxy.password", "", SECRET, "password of that user"),
    PROXY_INSECURE("serai.servicebus.proxy.insecure", "false", FLAG,
            "whether user and password may be sent without encryption to a proxy on another machine"),
    INSECURE("serai.servicebus.insecure", "false", FLAG,
            "whether an emulator on another machine may be used (`UseDevelopmentEmulator=true`); the connection to it is not "
                    + "encrypted"),
    TYPE("serai.servicebus.type", "topic", oneOf("topic", "queue"),
            "whether Serai reads a topic's subscription or a queue"),
    TOPIC("serai.servicebus.topic", "MCTEvents", TEXT, "name of the topic, or of the queue"),
    SUBSCRIPTION("serai.servicebus.subscription", "serai", TEXT, "subscription of the topic"),
    CALLS_MAX("serai.servicebus.calls.max", "32", number(1, 1_000), "messages handled at the same time"),
    PREFETCH("serai.servicebus.prefetch", "0", number(0, 10_000),
            "messages fetched ahead, for a broker that is far away; when a receiver stops or is exchanged, the broker counts "
                    + "another delivery of each, and their locks are not renewed"),
    LOCK_RENEW_MAX_MS("serai.servicebus.lock.renew.max.ms", "86400000", number(0, 604_800_000),
            "how long locks are renewed while the journal can't keep anything"),
    DRAIN_MAX_MS("serai.servicebus.drain.max.ms", "20000", number(0, 3_600_000),
            "how long a stop waits for messages in flight"),
    WATCHDOG_EVERY_MS("serai.servicebus.watchdog.every.ms", "10000", number(10, 3_600_000),
            "time between two checks whether messages can be received, while none come"),
    WATCHDOG_ANSWER_MAX_MS("serai.servicebus.watchdog.answer.max.ms", "10000", number(100, 3_600_000),
            "how long such a check waits for the broker"),
    WATCHDOG_STALLED_MS("serai.servicebus.watchdog.stalled.ms", "120000", number(100, 86_400_000),
            "how long messages may wait in the subscription while none is received, before the receiver is restarted; a random "
                    + "part of up to half is added. Must exceed the subscription's lock duration");

    private final SettingDefinition definition;

    ServiceBusSetting(String key, @Nullable String byDefault, AllowedValues form, String meaning) {
        this.definition = new SettingDefinition(key, byDefault, form, meaning);
    }

    @Override
    public SettingDefinition definition() {
        return definition;
    }
}
