package serai.settings;

import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;
import serai.installation.Installation;
import serai.settings.known.DeliverySetting;
import serai.settings.known.LogSetting;
import serai.settings.known.LrsSetting;
import serai.settings.known.PeopleSetting;
import serai.settings.known.RuntimeSetting;
import serai.settings.known.ServiceBusSetting;
import serai.settings.known.Setting;
import serai.settings.known.WarehouseSetting;
import serai.settings.known.WebhookTlsSetting;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static serai.installation.Installation.SERAI;

/** Refuses combinations of settings that are each valid, but that have no effect or a wrong one without another setting. */
final class RelatedSettings {

    /** The first setting of each pair needs the second. */
    private static final List<List<Setting>> TOGETHER = List.of(
            List.of(LrsSetting.USERNAME, LrsSetting.PASSWORD), List.of(LrsSetting.PASSWORD, LrsSetting.USERNAME),
            List.of(LrsSetting.OAUTH2_TOKEN_URL, LrsSetting.OAUTH2_CLIENT_ID),
            List.of(LrsSetting.OAUTH2_TOKEN_URL, LrsSetting.OAUTH2_CLIENT_SECRET),
            List.of(LrsSetting.OAUTH2_CLIENT_ID, LrsSetting.OAUTH2_TOKEN_URL),
            List.of(LrsSetting.OAUTH2_CLIENT_SECRET, LrsSetting.OAUTH2_TOKEN_URL),
            List.of(ServiceBusSetting.PROXY_USERNAME, ServiceBusSetting.PROXY_PASSWORD),
            List.of(ServiceBusSetting.PROXY_PASSWORD, ServiceBusSetting.PROXY_USERNAME),
            List.of(PeopleSetting.URL, PeopleSetting.QUERY), List.of(PeopleSetting.QUERY, PeopleSetting.URL),
            List.of(PeopleSetting.QUERY_VERSION, PeopleSetting.QUERY),
            List.of(PeopleSetting.COURSES_URL, PeopleSetting.COURSES_QUERY),
            List.of(PeopleSetting.COURSES_QUERY, PeopleSetting.COURSES_URL),
            List.of(PeopleSetting.COURSES_QUERY_VERSION, PeopleSetting.COURSES_QUERY),
            List.of(PeopleSetting.SCIM_TOKEN, PeopleSetting.SCIM_URL),
            List.of(PeopleSetting.SCIM_OAUTH2_TOKEN_URL, PeopleSetting.SCIM_URL),
            List.of(PeopleSetting.SCIM_OAUTH2_TOKEN_URL, PeopleSetting.SCIM_OAUTH2_CLIENT_ID),
            List.of(PeopleSetting.SCIM_OAUTH2_TOKEN_URL, PeopleSetting.SCIM_OAUTH2_CLIENT_SECRET),
            List.of(PeopleSetting.SCIM_OAUTH2_CLIENT_ID, PeopleSetting.SCIM_OAUTH2_TOKEN_URL),
            List.of(PeopleSetting.SCIM_OAUTH2_CLIENT_SECRET, PeopleSetting.SCIM_OAUTH2_TOKEN_URL),
            List.of(WebhookTlsSetting.KEY, WebhookTlsSetting.CERTIFICATE),
            List.of(WebhookTlsSetting.PASSWORD, WebhookTlsSetting.CERTIFICATE),
            List.of(WebhookTlsSetting.SUITES_OLDER, WebhookTlsSetting.CERTIFICATE));
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
        if (!settings.text(DeliverySetting.PRIVACY_DEFAULT).equals("plain")
                && settings.text(DeliverySetting.PRIVACY_KEY).isEmpty()) {
            throw settings.refused(DeliverySetting.PRIVACY_DEFAULT,
                    "needs a key; set %s to a secret such as openssl rand -hex 32 prints"
                            .formatted(DeliverySetting.PRIVACY_KEY.key()),
                    null);
        }
        requireOne("people come", List.of(PeopleSetting.FILE, PeopleSetting.URL, PeopleSetting.SCIM_URL));
        requireOne("courses come", List.of(PeopleSetting.COURSES, PeopleSetting.COURSES_URL));
        requireOne("a request's credentials come", List.of(PeopleSetting.SCIM_TOKEN, PeopleSetting.SCIM_OAUTH2_TOKEN_URL));
        if (!settings.text(PeopleSetting.SCIM_URL).isEmpty() && settings.text(PeopleSetting.SCIM_TOKEN).isEmpty()
                && settings.text(PeopleSetting.SCIM_OAUTH2_TOKEN_URL).isEmpty()) {
            throw settings.refused(PeopleSetting.SCIM_URL, "needs %s, or %s".formatted(PeopleSetting.SCIM_TOKEN.key(),
                    PeopleSetting.SCIM_OAUTH2_TOKEN_URL.key()), null);
        }
        if (settings.flag(LogSetting.PERSONAL) && settings.text(LogSetting.ROUTES).isEmpty()) {
            throw settings.refused(LogSetting.PERSONAL,
                    ("has no effect without %s; name the routes there, or by " + SERAI + " run --log").formatted(
                            LogSetting.ROUTES.key()),
                    null);
        }
        Matcher entity = ENTITY.matcher(settings.text(ServiceBusSetting.CONNECTION));
        if (entity.find() && !entity.group(1).equals(settings.text(ServiceBusSetting.TOPIC))) {
            throw settings.refused(ServiceBusSetting.TOPIC,
                    ("%s is only for %s (EntityPath); set it to that, or use another connection "
                            + "string").formatted(ServiceBusSetting.CONNECTION.key(), entity.group(1)),
                    null);
        }
    }

    private void requireOne(String what, List<Setting> alternatives) {
        List<Setting> set = alternatives.stream().filter(one -> !settings.text(one).isEmpty()).toList();
        if (set.size() > 1) {
            throw settings.refused(set.get(1), "is set beside %s, and %s from one of them; take one of them out"
                    .formatted(set.get(0).key(), what), null);
        }
    }

    /**
     * @param used names of settings that the routes use
     * @throws IllegalArgumentException if there are no statements or no driver for the warehouse's address
     */
    void requireWarehouse(Set<String> used) {
        String url = settings.text(WarehouseSetting.URL);
        if (used.contains(WarehouseSetting.DIALECT.key())) {
            requireStatements(settings.text(WarehouseSetting.DIALECT));
        }
        if (used.contains(WarehouseSetting.URL.key()) && !url.startsWith(SQLITE)) { // SQLite's driver is there, since the journal uses it
            requireDriver(url);
        }
    }

    private void requireStatements(String dialect) {
        if (!hasStatements(dialect)) {
            boolean ofAddress = dialect.equals(SettingDefaults.dialect(settings.text(WarehouseSetting.URL)));
            throw settings.refused(ofAddress ? WarehouseSetting.URL : WarehouseSetting.DIALECT,
                    ("there are no statements for '%s' in %s/sql, only for %s; correct it, "
                            + "or set %s to one of these").formatted(dialect,
                                    settings.text(RuntimeSetting.ROUTES),
                                    DIALECTS.stream().filter(this::hasStatements).collect(Collectors.joining(", ")),
                                    WarehouseSetting.DIALECT.key()),
                    null);
        }
    }

    private boolean hasStatements(String dialect) {
        return PluginHelper.getResourceLoader(context)
                .resolveResource(settings.joined(RuntimeSetting.ROUTES, "/sql/%s/create.sql".formatted(dialect))).exists();
    }

    private void requireDriver(String url) {
        try {
            DriverManager.getDriver(url);
        } catch (SQLException e) {
            throw settings.refused(WarehouseSetting.URL,
                    "no driver here accepts jdbc:%s; correct the address, or %s (docs/destinations.md, \"MySQL's driver\")"
                            .formatted(url.split(":", 3)[1], Installation.library("the driver")),
                    e);
        }
    }
}
