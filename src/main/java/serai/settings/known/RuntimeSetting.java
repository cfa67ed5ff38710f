package serai.settings.known;

import org.jspecify.annotations.Nullable;

import static serai.installation.Installation.SERAI;
import static serai.settings.known.AllowedValues.FLAG;
import static serai.settings.known.AllowedValues.TEXT;
import static serai.settings.known.AllowedValues.number;
import static serai.settings.known.AllowedValues.oneOf;

/** What a Serai runs with: its data folder, its routes, and when edited ones are taken over. */
public enum RuntimeSetting implements Setting {

    DATA("serai.data", "data", TEXT, "folder of everything that Serai keeps"),
    DATA_TRUST("serai.data.trust", "owner", oneOf("owner", "group", "all"),
            "who may write to the data folder and to the folders above it, besides Serai's user and root: nobody, their owners and "
                    + "groups, or everybody; the last two for containers"),
    ROUTES("serai.routes", "classpath:routes", AllowedValues.ROUTES,
            "place of the routes: `file:` and a folder, or those inside the jar"),
    ROUTES_SHIPPED("serai.routes.shipped", "false", FLAG,
            "whether Serai takes shipped routes, and statements in `sql/`, from the jar where the folder of `serai.routes` lacks "
                    + "them"),
    RELOAD("serai.reload", "false", FLAG,
            "whether edited routes, the files that they name, and settings are checked and taken over as soon as they are saved; "
                    + "if not, by `" + SERAI + " reload`"),
    RELOAD_SETTLE_MS("serai.reload.settle.ms", "500", number(50, 60_000),
            "how long edited files must be unchanged before they are taken over"),
    RELOAD_WAIT_MAX_MS("serai.reload.wait.max.ms", "10000", number(100, 300_000),
            "how long a request to the webhook waits at the most while routes are exchanged; then it is answered 503");

    private final SettingDefinition definition;

    RuntimeSetting(String key, @Nullable String byDefault, AllowedValues form, String meaning) {
        this.definition = new SettingDefinition(key, byDefault, form, meaning);
    }

    @Override
    public SettingDefinition definition() {
        return definition;
    }
}
