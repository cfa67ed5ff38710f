package serai.webhook.connections;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.settings.known.WebhookSetting;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Counts the connections that a server has closed unanswered, by the setting that bounds them. Logs the numbers once a minute
 * at the most.
 */
public final class RefusedConnections {

    private static final Logger LOG = LoggerFactory.getLogger(RefusedConnections.class);
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    private final String of;
    private final Map<ConnectionSlots.Refusal, String> settings;
    private final Map<ConnectionSlots.Refusal, AtomicLong> counts = new EnumMap<>(ConnectionSlots.Refusal.class);
    private final AtomicLong late = new AtomicLong();
    private final Map<ConnectionSlots.Refusal, Long> told = new EnumMap<>(ConnectionSlots.Refusal.class);
    private long sinceLine = BETWEEN_LINES.toMillis();

    private RefusedConnections(String of, Map<ConnectionSlots.Refusal, String> settings) {
        this.of = of;
        this.settings = settings;
        for (ConnectionSlots.Refusal refusal : ConnectionSlots.Refusal.values()) {
            counts.put(refusal, new AtomicLong());
            told.put(refusal, 0L);
        }
    }

    /** For the webhook's server. */
    public static RefusedConnections ofWebhook() {
        return new RefusedConnections("webhook", Map.of(ConnectionSlots.Refusal.ALL_TAKEN, WebhookSetting.CONNECTIONS_MAX.key(),
                ConnectionSlots.Refusal.RESERVED, WebhookSetting.CONNECTIONS_RESERVE_PERCENT.key(),
                ConnectionSlots.Refusal.STRANGER_HAS_ENOUGH, WebhookSetting.CONNECTIONS_ADDRESS_MAX.key(),
                ConnectionSlots.Refusal.KNOWN_HAS_ENOUGH, WebhookSetting.CONNECTIONS_SIGNED_IN_MAX.key()));
    }

    /** For the management port, where nobody signs in. */
    public static RefusedConnections ofManagement() {
        return new RefusedConnections("management",
                Map.of(ConnectionSlots.Refusal.ALL_TAKEN, WebhookSetting.MANAGEMENT_CONNECTIONS_MAX.key(),
                        ConnectionSlots.Refusal.STRANGER_HAS_ENOUGH, WebhookSetting.MANAGEMENT_CONNECTIONS_ADDRESS_MAX.key()));
    }

    void add(ConnectionSlots.Refusal refusal) {
        count(refusal).incrementAndGet();
    }

    private AtomicLong count(ConnectionSlots.Refusal refusal) {
        return Objects.requireNonNull(counts.get(refusal)); // the constructor makes one for each
    }

    /**
     * Counts a connection that was closed because its handshake or the head of its first request did not arrive in time. Not
     * logged, because port scans and the like cause this all the time.
     */
    void addLate() {
        late.incrementAndGet();
    }

    /** The server's name. */
    String of() {
        return of;
    }

    /** The counts since the start, by the name of the setting. */
    Map<String, AtomicLong> bySetting() {
        Map<String, AtomicLong> all = settings.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getValue, entry -> count(entry.getKey())));
        all.put(WebhookSetting.HEAD_MAX_MS.key(), late);
        return all;
    }

    /** Notes that time has passed, as the caller counts it. Called by one thread. */
    void passes(Duration time) {
        sinceLine += time.toMillis();
        if (sinceLine >= BETWEEN_LINES.toMillis() && tell()) {
            sinceLine = 0;
        }
    }

    private boolean tell() {
        Map<String, Long> now = new TreeMap<>();
        settings.forEach((refusal, setting) -> {
            long count = count(refusal).get();
            long more = count - told.put(refusal, count);
            if (more > 0) {
                now.put(setting, more);
            }
        });
        if (now.isEmpty()) {
            return false;
        }
        LOG.warn(
                "{} connections to the {} port were closed unanswered, beyond its bounds ({}). Others are served. If they come "
                        + "through a proxy of yours, name it in serai.webhook.proxies; if all are your senders, raise the "
                        + "setting; otherwise block them in a firewall. This is logged at most once a minute.",
                now.values().stream().mapToLong(Long::longValue).sum(), of,
                now.entrySet().stream().map(entry -> entry.getKey() + ": " + entry.getValue()).collect(Collectors.joining(", ")));
        return true;
    }
}
