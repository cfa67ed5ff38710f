package serai.settings.known;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The groups of settings, in the order in which documents list them. */
public enum SettingGroup {

    RUNTIME("Data and routes", RuntimeSetting.values()),
    MCT("Microsoft Community Training", MctSetting.values()),
    SERVICE_BUS("Service Bus", ServiceBusSetting.values()),
    PRAESIDIUM("Praesidium Academy", PraesidiumSetting.values()),
    PRAESIDIUM_TEST("Praesidium Academy's test endpoint", PraesidiumTestSetting.values()),
    WEBHOOK_TLS("TLS of the webhook", WebhookTlsSetting.values()),
    WEBHOOK("Connections to the webhook and the management port", WebhookSetting.values()),
    CONSOLE("The operations page", ConsoleSetting.values()),
    JOURNAL("The journal and what it keeps", JournalSetting.values()),
    DELIVERY("Delivery, privacy, retries and replay", DeliverySetting.values()),
    ALERTS("Alerts", AlertSetting.values()),
    ARCHIVE("Destination archive", ArchiveSetting.values()),
    WAREHOUSE("Destination warehouse", WarehouseSetting.values()),
    LRS("Destination lrs", LrsSetting.values()),
    OWN_ROUTE("Destinations that Serai has no settings of its own for", OwnRouteSetting.values()),
    PEOPLE("The organisation's people and courses", PeopleSetting.values()),
    XAPI("Format xAPI", XapiSetting.values()),
    FORMAT("Local times, and the formats CSV, Caliper and CloudEvents", FormatSetting.values()),
    LOG("Log", LogSetting.values()),
    SANDBOX("Sandbox", SandboxSetting.values());

    private static final Map<String, Setting> BY_KEY =
            all().collect(Collectors.toUnmodifiableMap(Setting::key, Function.identity()));

    private final String title;
    private final List<Setting> settings;

    SettingGroup(String title, Setting[] settings) {
        this.title = title;
        this.settings = List.of(settings);
    }

    /** What its settings are about, as a heading. */
    public String title() {
        return title;
    }

    public List<Setting> settings() {
        return settings;
    }

    /** Every setting of Serai, group by group. */
    public static Stream<Setting> all() {
        return Arrays.stream(values()).flatMap(group -> group.settings.stream());
    }

    /** The setting with that name; empty if there is none. */
    public static Optional<Setting> named(String key) {
        return Optional.ofNullable(BY_KEY.get(key));
    }
}
