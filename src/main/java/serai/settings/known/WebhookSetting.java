package serai.settings.known;

import org.jspecify.annotations.Nullable;

import static serai.settings.known.AllowedValues.ANY;
import static serai.settings.known.AllowedValues.number;

/** Connections to the webhook and to the management port. */
public enum WebhookSetting implements Setting {

    CONNECTIONS_MAX("serai.webhook.connections.max", "1000", number(1, 100_000),
            "connections to the webhook, counted from when they are made, before any TLS handshake; more are closed at once"),
    CONNECTIONS_ADDRESS_MAX("serai.webhook.connections.address.max", "100", number(1, 100_000),
            "connections of one address (IPv6: of its /64) from which no publisher has signed in since the start; not of proxies"),
    CONNECTIONS_SIGNED_IN_MAX("serai.webhook.connections.signed-in.max", "500", number(1, 100_000),
            "connections of one address (IPv6: of its /64) from which a publisher has signed in since the start; not of proxies"),
    CONNECTIONS_RESERVE_PERCENT("serai.webhook.connections.reserve.percent", "20", number(0, 90),
            "share of all connections that is reserved for proxies and for addresses from which a publisher has signed in"),
    PROXIES("serai.webhook.proxies", "127.0.0.1,::1", ANY,
            "addresses and networks (`10.1.0.0/16`) of reverse proxies and load balancers, comma separated: their connections are "
                    + "bounded together, not by address, here and on the management port"),
    HEAD_MAX_MS("serai.webhook.head.max.ms", "5000", number(100, 3_600_000),
            "how long the TLS handshake and the head of a connection's first request may take together, here and on the "
                    + "management port; after that it is closed"),
    RECEIVE_MAX_MS("serai.webhook.receive.max.ms", "60000", number(100, 3_600_000),
            "how long a request may take to arrive, a connection may be without one, and an answer may be unread, here and on the "
                    + "management port; after that it is closed"),
    MANAGEMENT_CONNECTIONS_MAX("serai.management.connections.max", "100", number(1, 100_000),
            "connections to the management port; more are closed at once"),
    MANAGEMENT_CONNECTIONS_ADDRESS_MAX("serai.management.connections.address.max", "20", number(1, 100_000),
            "connections of one address to the management port; not of proxies"),
    INFLIGHT_MAX_BYTES("serai.webhook.inflight.max.bytes", null, number(1, Long.MAX_VALUE),
            "total size of bodies that are received and not yet kept; more is answered 503. Default: a sixteenth of Java's memory "
                    + "(`-Xmx`), at least one body of `camel.server.maxBodySize`"),
    LOOPS("serai.webhook.loops", null, number(1, 64),
            "threads that handle the webhook's requests, each the connections that it was given. Default: one for every four "
                    + "processors, at least one and at most four, because one thread writes the journal for all of them");

    private final SettingDefinition definition;

    WebhookSetting(String key, @Nullable String byDefault, AllowedValues form, String meaning) {
        this.definition = new SettingDefinition(key, byDefault, form, meaning);
    }

    @Override
    public SettingDefinition definition() {
        return definition;
    }
}
