package serai.settings.known;

import org.jspecify.annotations.Nullable;

import static serai.settings.known.AllowedValues.FLAG;
import static serai.settings.known.AllowedValues.IRI;
import static serai.settings.known.AllowedValues.TEXT;
import static serai.settings.known.AllowedValues.number;

/** Microsoft Community Training, a source. */
public enum MctSetting implements Setting {

    ENABLED("serai.mct.enabled", "true", FLAG, "whether events of Microsoft Community Training are consumed"),
    SOURCE("serai.mct.source", "mct", TEXT, "name of the source; part of every record's id, fixed at the first start"),
    EVENTS_LOGIN("serai.mct.events.login", "true", FLAG, "whether logins are kept; if not, they are counted as filtered"),
    EVENTS_COURSE_START("serai.mct.events.course-start", "true", FLAG, "whether course starts are kept; if not, they are counted "
            + "as filtered"),
    EVENTS_MODULE_COMPLETION("serai.mct.events.module-completion", "true", FLAG, "whether completed lessons and exams are kept; if "
            + "not, they are counted as filtered"),
    EVENTS_COURSE_COMPLETION("serai.mct.events.course-completion", "true", FLAG, "whether completed courses are kept; if not, they "
            + "are counted as filtered"),
    REDRAW_WINDOW_HOURS("serai.mct.redraw.window.hours", "24", number(0, 876_000),
            "how long after a completed course a start of it by the same learner counts as a redraw (sent again by a redrawn "
                    + "page); 0: never"),
    HOME("serai.mct.home", "https://mct.example.org", IRI,
            "IRI of your Microsoft Community Training platform; its learners and activities are named below it"),
    NAME("serai.mct.name", "Microsoft Community Training", TEXT, "name of the platform in statements and events");

    private final SettingDefinition definition;

    MctSetting(String key, @Nullable String byDefault, AllowedValues form, String meaning) {
        this.definition = new SettingDefinition(key, byDefault, form, meaning);
    }

    @Override
    public SettingDefinition definition() {
        return definition;
    }
}
