package serai.settings.known;

import org.jspecify.annotations.Nullable;

import static serai.settings.known.AllowedValues.ANY;
import static serai.settings.known.AllowedValues.FLAG;
import static serai.settings.known.AllowedValues.number;
import static serai.settings.known.AllowedValues.oneOf;

/** The log, and what it tells of a route's steps. */
public enum LogSetting implements Setting {

    FORMAT("serai.log.format", "text", oneOf("text", "json"),
            "`text` on standard error, or `json`: an object a line on standard output, by the names of the Elastic Common Schema; in the "
                    + "environment, `SERAI_LOG_FORMAT`, it holds from the first line on"),
    ROUTES("serai.log.routes", "", ANY,
            "routes whose steps are logged, comma separated, by id or by the name of their destination or source; for finding faults"),
    DETAIL("serai.log.detail", "changes", oneOf("changes", "all"),
            "what a step's line shows: `changes`: headers and the beginning of the body where they have changed since the line "
                    + "before, without Camel's own headers; `all`: everything"),
    BODY_MAX_BYTES("serai.log.body.max.bytes", "2048", number(0, 1_048_576),
            "how much of a body a step's line shows; with `changes` at most 600"),
    PERSONAL("serai.log.personal", "false", FLAG,
            "whether the lines of steps show names, addresses and other personal data; secrets are never shown");

    private final SettingDefinition definition;

    LogSetting(String key, @Nullable String byDefault, AllowedValues form, String meaning) {
        this.definition = new SettingDefinition(key, byDefault, form, meaning);
    }

    @Override
    public SettingDefinition definition() {
        return definition;
    }
}
