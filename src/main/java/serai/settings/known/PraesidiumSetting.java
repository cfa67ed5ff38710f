package serai.settings.known;

import org.jspecify.annotations.Nullable;

import static serai.installation.Installation.SERAI;
import static serai.settings.known.AllowedValues.ANY;
import static serai.settings.known.AllowedValues.IRI;
import static serai.settings.known.AllowedValues.OWN_PASSWORD;
import static serai.settings.known.AllowedValues.TEXT;
import static serai.settings.known.AllowedValues.USER;
import static serai.settings.known.AllowedValues.oneOf;

/** Praesidium Academy, a source, and who may post as it. */
public enum PraesidiumSetting implements Setting {

    SOURCE("serai.praesidium.source", "praesidium", TEXT,
            "name of the source; part of every record's id, fixed at the first start"),
    PATH("serai.praesidium.path", "/praesidium/events", AllowedValues.PATH, "path of the webhook"),
    CONSUMER("serai.praesidium.consumer", "", AllowedValues.ENDPOINT.orNone(),
            "for a host with an HTTP server of its own: endpoint from which the webhook's route consumes, with its path, such as "
                    + "`servlet:/praesidium/events?httpMethodRestrict=POST`; if empty, the one of the route's file, `platform-http`"),
    USERNAME("serai.praesidium.username", "praesidium", USER.notBlank(), "user as whom Praesidium signs in"),
    PASSWORD("serai.praesidium.password", "", OWN_PASSWORD,
            "its password, at least 12 characters, or a hash of it (`" + SERAI
                    + " password`); if there is neither this nor a file of "
                    + "users, the first start makes one in the data folder"),
    USERS("serai.praesidium.users", "", ANY,
            "file of users, one line `name:hash` for each; a name may have two lines while its password is changed"),
    HOME("serai.praesidium.home", "https://praesidiumacademy.com", IRI,
            "IRI of Praesidium Academy; its learners and activities are named below it"),
    NAME("serai.praesidium.name", "Praesidium Academy", TEXT, "name of the platform in statements and events"),
    ACCEPTED_STATUS("serai.praesidium.accepted.status", "202", oneOf("200", "201", "202"),
            "status that acknowledges an event; Praesidium accepts each of these");

    private final SettingDefinition definition;

    PraesidiumSetting(String key, @Nullable String byDefault, AllowedValues form, String meaning) {
        this.definition = new SettingDefinition(key, byDefault, form, meaning);
    }

    @Override
    public SettingDefinition definition() {
        return definition;
    }
}
