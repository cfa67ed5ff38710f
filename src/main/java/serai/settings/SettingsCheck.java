package serai.settings;

import org.apache.camel.CamelContext;

import java.nio.file.Files;
import java.util.Set;

/** Looks over all settings before anything is started with them: each by itself, one beside another, and those that are none. */
public final class SettingsCheck {

    private final CamelContext context;
    private final Settings settings;

    public SettingsCheck(CamelContext context) {
        this.context = context;
        this.settings = Settings.of(context);
    }

    /**
     * Returns if every setting can be used, also with the others, and everything that is called like one is one, or is used by
     * a route.
     *
     * @throws IllegalArgumentException naming the first that is not in one line, with the place where it is set, if known, and
     *                                  with what is expected; a secret is not repeated
     * @throws Exception                if the routes can't be looked for
     */
    public void require() throws Exception {
        require(unknown(), UnknownSettings.usedBy(settings.routes()));
    }

    private void require(UnknownSettings unknown, Set<String> used) {
        unknown.require(used, System.getenv());
        for (Setting setting : Setting.values()) {
            settings.text(setting);
        }
        new RelatedSettings(context, settings).require();
    }

    /**
     * As {@link #require}, and more strictly, for a process in which nobody else has settings, drivers or statements.
     *
     * @throws IllegalArgumentException as there; also if something is only nearly called like a setting, a file stands in the
     *                                  archive's place, or what the warehouse needs is not there
     * @throws Exception                as there
     */
    public void requireAlone() throws Exception {
        Set<String> used = UnknownSettings.usedBy(settings.routes());
        UnknownSettings unknown = unknown();
        require(unknown, used);
        unknown.requireNothingNear(used);
        if (Files.isRegularFile(settings.path(Setting.ARCHIVE_FOLDER))) {
            throw settings.refused(Setting.ARCHIVE_FOLDER, settings.path(Setting.ARCHIVE_FOLDER) + " is a file; name a folder", null);
        }
        new RelatedSettings(context, settings).requireWarehouse(used);
    }

    private UnknownSettings unknown() {
        return new UnknownSettings(context.getPropertiesComponent(), settings::place);
    }
}
