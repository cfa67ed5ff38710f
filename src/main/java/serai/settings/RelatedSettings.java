package serai.settings;

import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static serai.settings.Setting.LOG_PERSONAL;
import static serai.settings.Setting.LOG_ROUTES;
import static serai.settings.Setting.LRS_OAUTH2_CLIENT_ID;
import static serai.settings.Setting.LRS_OAUTH2_CLIENT_SECRET;
import static serai.settings.Setting.LRS_OAUTH2_TOKEN_URL;
import static serai.settings.Setting.LRS_PASSWORD;
import static serai.settings.Setting.LRS_USERNAME;
import static serai.settings.Setting.ROUTES;
import static serai.settings.Setting.SERVICEBUS_CONNECTION;
import static serai.settings.Setting.SERVICEBUS_PROXY_PASSWORD;
import static serai.settings.Setting.SERVICEBUS_PROXY_USERNAME;
import static serai.settings.Setting.SERVICEBUS_TOPIC;
import static serai.settings.Setting.WAREHOUSE_DIALECT;
import static serai.settings.Setting.WAREHOUSE_URL;
import static serai.settings.Setting.WEBHOOK_TLS_CERTIFICATE;
import static serai.settings.Setting.WEBHOOK_TLS_KEY;
import static serai.settings.Setting.WEBHOOK_TLS_PASSWORD;
import static serai.settings.Setting.WEBHOOK_TLS_SUITES_OLDER;

/** Refuses combinations of settings that are each valid, but that have no effect or a wrong one without another setting. */
final class RelatedSettings {

    /** The first setting of each pair needs the second. */
    private static final List<List<Setting>> TOGETHER = List.of(
            List.of(LRS_USERNAME, LRS_PASSWORD), List.of(LRS_PASSWORD, LRS_USERNAME),
            List.of(LRS_OAUTH2_TOKEN_URL, LRS_OAUTH2_CLIENT_ID), List.of(LRS_OAUTH2_TOKEN_URL, LRS_OAUTH2_CLIENT_SECRET),
            List.of(LRS_OAUTH2_CLIENT_ID, LRS_OAUTH2_TOKEN_URL), List.of(LRS_OAUTH2_CLIENT_SECRET, LRS_OAUTH2_TOKEN_URL),
            List.of(SERVICEBUS_PROXY_USERNAME, SERVICEBUS_PROXY_PASSWORD),
            List.of(SERVICEBUS_PROXY_PASSWORD, SERVICEBUS_PROXY_USERNAME),
            List.of(WEBHOOK_TLS_KEY, WEBHOOK_TLS_CERTIFICATE), List.of(WEBHOOK_TLS_PASSWORD, WEBHOOK_TLS_CERTIFICATE),
            List.of(WEBHOOK_TLS_SUITES_OLDER, WEBHOOK_TLS_CERTIFICATE));
    /** The shipped dialects. */
    private static final List<String> DIALECTS = List.of("mariadb", "postgresql", "sqlite", "sqlserver");
    private static final Pattern ENTITY = Pattern.compile("(?i)\\bEntityPath=([^;]+)");
    private static final String SQLITE = "jdbc:sqlite:";

    private final CamelContext context;
    private final Settings settings;

    RelatedSettings(CamelContext context, Settings settings) {
        this.context = context;
        this.settings = settings;
    }

    /**
     * @throws IllegalArgumentException if a setting lacks another one or contradicts it; the message is one line that names the
     * first such setting
     */
    void require() {
        TOGETHER.stream().filter(two -> !settings.text(two.get(0)).isEmpty() && settings.text(two.get(1)).isEmpty()).findFirst()
                .ifPresent(two -> {
                    throw settings.refused(two.get(0), "has no effect without %s; set both, or neither".formatted(two.get(1).key()),
                            null);
                });
        if (settings.flag(LOG_PERSONAL) && settings.text(LOG_ROUTES).isEmpty()) {
            throw settings.refused(LOG_PERSONAL,
                    "has no effect without %s; name the routes there, or by ./serai run --log".formatted(
                            LOG_ROUTES.key()),
                    null);
        }
        Matcher entity = ENTITY.matcher(settings.text(SERVICEBUS_CONNECTION));
        if (entity.find() && !entity.group(1).equals(settings.text(SERVICEBUS_TOPIC))) {
            throw settings.refused(SERVICEBUS_TOPIC, ("%s is only for %s (EntityPath); set it to that, or use another connection "
                    + "string").formatted(SERVICEBUS_CONNECTION.key(), entity.group(1)), null);
        }
    }

    /**
     * @param used names of settings that the routes use
     * @throws IllegalArgumentException if there are no statements or no driver for the warehouse's address
     */
    void requireWarehouse(Set<String> used) {
        String url = settings.text(WAREHOUSE_URL);
        if (used.contains(WAREHOUSE_DIALECT.key())) {
            requireStatements(settings.text(WAREHOUSE_DIALECT));
        }
        if (used.contains(WAREHOUSE_URL.key()) && !url.startsWith(SQLITE)) { // SQLite's driver is there, since the journal uses it
            requireDriver(url);
        }
    }

    private void requireStatements(String dialect) {
        if (!hasStatements(dialect)) {
            boolean ofAddress = dialect.equals(SettingDefaults.dialect(settings.text(WAREHOUSE_URL)));
            throw settings.refused(ofAddress ? WAREHOUSE_URL : WAREHOUSE_DIALECT,
                    ("there are no statements for '%s' in %s/sql, only for %s; correct it, "
                            + "or set %s to one of these").formatted(dialect,
                                    settings.text(ROUTES),
                                    DIALECTS.stream().filter(this::hasStatements).collect(Collectors.joining(", ")),
                                    WAREHOUSE_DIALECT.key()),
                    null);
        }
    }

    private boolean hasStatements(String dialect) {
        return PluginHelper.getResourceLoader(context)
                .resolveResource(settings.joined(ROUTES, "/sql/%s/create.sql".formatted(dialect))).exists();
    }

    private void requireDriver(String url) {
        try {
            DriverManager.getDriver(url);
        } catch (SQLException e) {
            throw settings.refused(WAREHOUSE_URL, "no driver here accepts jdbc:%s; correct the address, or add the driver to the "
                    .formatted(url.split(":", 3)[1]) + "dependencies in pom.xml (docs/destinations.md, \"MySQL's driver\")", e);
        }
    }
}
