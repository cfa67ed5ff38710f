package serai.settings;

import org.apache.camel.CamelContext;
import org.apache.camel.Ordered;
import org.apache.camel.component.properties.PropertiesComponent;
import org.jspecify.annotations.Nullable;
import serai.settings.known.ArchiveSetting;
import serai.settings.known.LrsSetting;
import serai.settings.known.RuntimeSetting;
import serai.settings.known.ServiceBusSetting;
import serai.settings.known.Setting;
import serai.settings.known.SettingGroup;
import serai.settings.known.WarehouseSetting;
import serai.settings.known.WebhookSetting;

import java.util.Map;
import java.util.function.Supplier;

/** The defaults of settings that are not set. Camel asks this source last, after files and the environment. */
final class SettingDefaults implements LiteralPropertiesSource, Ordered {

    static final String NAME = "serai-defaults";

    /**
     * The divisor of the memory for bodies: a body is in memory several times while it is decoded and kept, and half of the
     * memory is for everything else.
     */
    private static final int INFLIGHT_OF_MEMORY = 16;
    private static final int PROCESSORS_A_LOOP = 4;
    /** As many loops keep the one thread busy that writes the journal. */
    private static final int LOOPS_MAX = 4;

    private final CamelContext context;
    /** The rules of defaults that follow from other settings. */
    private final Map<Setting, Supplier<String>> derived = Map.of(
            ArchiveSetting.FOLDER, () -> resolved(RuntimeSetting.DATA) + "/archive",
            ArchiveSetting.GROUP_READS, () -> String.valueOf(!resolved(RuntimeSetting.DATA_TRUST).equals("owner")),
            WebhookSetting.INFLIGHT_MAX_BYTES, this::bodiesInMemory,
            WebhookSetting.LOOPS, () -> loops(Runtime.getRuntime().availableProcessors()),
            WarehouseSetting.URL, () -> "jdbc:sqlite:" + resolved(RuntimeSetting.DATA) + "/warehouse.db",
            WarehouseSetting.DIALECT, () -> dialect(resolved(WarehouseSetting.URL)),
            WarehouseSetting.CONCURRENT_TYPES, () -> resolved(WarehouseSetting.DIALECT).equals("postgresql") ? "2" : "1",
            LrsSetting.ATTEMPT_MAX_MS,
            () -> String.valueOf(number(LrsSetting.CONNECT_MAX_MS) + 2 * number(LrsSetting.RESPONSE_MAX_MS)),
            ServiceBusSetting.CREDENTIAL,
            () -> resolved(ServiceBusSetting.CONNECTION).isBlank() ? "AZURE_IDENTITY" : "CONNECTION_STRING",
            ServiceBusSetting.TRANSPORT, () -> resolved(ServiceBusSetting.PROXY).isBlank() ? "AMQP" : "AMQP_WEB_SOCKETS");

    SettingDefaults(CamelContext context) {
        this.context = context;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public @Nullable String getProperty(String name) {
        if (isSetByHost(context, name)) {
            return null;
        }
        return SettingGroup.named(name).map(setting -> setting.byDefault().orElseGet(() -> derived(setting))).orElse(null);
    }

    /**
     * Whether a setting is set where Camel asks after all sources: in initial properties, or in properties that a host has of its
     * own. Then a source of Serai's must not give a value.
     */
    static boolean isSetByHost(CamelContext context, String name) {
        return context.getPropertiesComponent() instanceof PropertiesComponent properties
                && properties.getInitialProperties().getProperty(name) != null
                || LiteralPlaceholders.isSetByHost(context, name);
    }

    private String derived(Setting setting) {
        Supplier<String> rule = derived.get(setting);
        if (rule == null) {
            throw new AssertionError(setting.key() + " has neither a default nor a rule for one");
        }
        return rule.get();
    }

    private String bodiesInMemory() {
        return String.valueOf(Math.max(Runtime.getRuntime().maxMemory() / INFLIGHT_OF_MEMORY, bodyMax()));
    }

    /** One loop for four processors: the journal's writer, deliveries, the compilers and the collector need processors too. */
    static String loops(int processors) {
        return String.valueOf(Math.max(1, Math.min(LOOPS_MAX, processors / PROCESSORS_A_LOOP)));
    }

    /** The dialect of a JDBC address. MySQL and MariaDB have the same one: its statements use only what both support. */
    static String dialect(String url) {
        String subprotocol = url.split(":", 3)[1];
        return subprotocol.equals("mysql") ? "mariadb" : subprotocol;
    }

    /** The webhook server's bound of a body; 0 if it is not set or no number, which another check refuses. */
    private long bodyMax() {
        String set = context.getPropertiesComponent().resolveProperty("camel.server.maxBodySize").orElse("").strip();
        return set.matches("[0-9]{1,18}") ? Long.parseLong(set) : 0;
    }

    private long number(Setting setting) {
        return Long.parseLong(resolved(setting));
    }

    private String resolved(Setting setting) {
        return context.resolvePropertyPlaceholders("{{" + setting.key() + "}}");
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST;
    }
}
