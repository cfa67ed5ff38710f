package serai.settings.known;

import org.jspecify.annotations.Nullable;

import static serai.installation.Installation.SERAI;
import static serai.settings.known.AllowedValues.ANY;
import static serai.settings.known.AllowedValues.FLAG;
import static serai.settings.known.AllowedValues.WEB;

/** Praesidium Academy's test endpoint, for {@code ./serai praesidium-test}. */
public enum PraesidiumTestSetting implements Setting {

    URL("serai.praesidium.test.url",
            "https://test.praesidiumacademy.com/portal/event_pub_webhooks/client_course_action", WEB,
            "Praesidium's test endpoint, for `" + SERAI + " praesidium-test`"),
    INSECURE("serai.praesidium.test.insecure", "false", FLAG,
            "whether the test endpoint may be on another machine without TLS (`http:`)"),
    CLIENT_ID("serai.praesidium.test.client-id", "", ANY,
            "your client id at Praesidium, 32 hex digits; while it, the user's GUID and the location's GUID are not set, the "
                    + "sandbox is asked"),
    USER_GUID("serai.praesidium.test.user-guid", "", ANY, "GUID of the user who completes the course"),
    LOCATION_GUID("serai.praesidium.test.location-guid", "", ANY, "GUID of that user's location");

    private final SettingDefinition definition;

    PraesidiumTestSetting(String key, @Nullable String byDefault, AllowedValues form, String meaning) {
        this.definition = new SettingDefinition(key, byDefault, form, meaning);
    }

    @Override
    public SettingDefinition definition() {
        return definition;
    }
}
