package serai.settings;

import org.apache.camel.CamelContext;
import org.apache.camel.Ordered;
import org.apache.camel.component.properties.PropertiesComponent;
import org.jspecify.annotations.Nullable;

/** The defaults of settings that are not set. Camel asks this source last, after files and the environment. */
final class SettingDefaults implements LiteralPropertiesSource, Ordered {

    static final String NAME = "serai-defaults";

    /**
     * The divisor of the memory for bodies: a body is in memory several times while it is decoded and kept, and half of the
     * memory is for everything else.
     */
    private static final int INFLIGHT_OF_MEMORY = 16;

    private final CamelContext context;

    SettingDefaults(CamelContext context) {
        this.context = context;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public @Nullable String getProperty(String name) {
        // Camel asks for initial properties after all sources. A value there has been set, so this source must not give a
        // default.
        if (context.getPropertiesComponent() instanceof PropertiesComponent properties
                && properties.getInitialProperties().getProperty(name) != null) {
            return null;
        }
        return Setting.named(name).map(setting -> setting.byDefault().orElseGet(() -> derived(setting))).orElse(null);
    }

    private String derived(Setting setting) {
        return switch (setting) {
            case ARCHIVE_FOLDER -> resolved(Setting.DATA) + "/archive";
            case ARCHIVE_GROUP_READS -> String.valueOf(!resolved(Setting.DATA_TRUST).equals("owner"));
            case WEBHOOK_INFLIGHT_MAX_BYTES ->
                String.valueOf(Math.max(Runtime.getRuntime().maxMemory() / INFLIGHT_OF_MEMORY, bodyMax()));
            case WAREHOUSE_URL -> "jdbc:sqlite:" + resolved(Setting.DATA) + "/warehouse.db";
            case WAREHOUSE_DIALECT -> dialect(resolved(Setting.WAREHOUSE_URL));
            case WAREHOUSE_CONCURRENT_TYPES -> resolved(Setting.WAREHOUSE_DIALECT).equals("postgresql") ? "2" : "1";
            case LRS_ATTEMPT_MAX_MS -> String.valueOf(number(Setting.LRS_CONNECT_MAX_MS) + 2 * number(Setting.LRS_RESPONSE_MAX_MS));
            case SERVICEBUS_CREDENTIAL -> resolved(Setting.SERVICEBUS_CONNECTION).isBlank()
                    ? "AZURE_IDENTITY" : "CONNECTION_STRING";
            case SERVICEBUS_TRANSPORT -> resolved(Setting.SERVICEBUS_PROXY).isBlank() ? "AMQP" : "AMQP_WEB_SOCKETS";
            default -> throw new AssertionError(setting.key() + " has neither a default nor a rule for one");
        };
    }

    /** The dialect of a JDBC address. MySQL and MariaDB have the same one: its statements use only what both support. */
    static String dialect(String url) {
        String subprotocol = url.split(":", 3)[1];
        return subprotocol.equals("mysql") ? "mariadb" : subprotocol;
    }

    /** The server's own setting; 0 if it is not set or no number, which another check refuses. */
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
