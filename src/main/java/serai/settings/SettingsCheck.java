package serai.settings;

import org.apache.camel.CamelContext;

import java.nio.file.Files;
import java.util.Set;

/** Checks all settings before anything starts with them: each one alone, settings that depend on each other, and unknown names. */
public final class SettingsCheck {

    private final CamelContext context;
    private final Settings settings;

    public SettingsCheck(CamelContext context) {
        this.context = context;
        this.settings = Settings.of(context);
    }

    /**
     * Checks that every setting has an allowed value, that the settings fit together, and that every name that begins like a
     * setting of Serai is one, or is used by a route.
     *
     * @throws IllegalArgumentException if a check fails; the message is one line that names the first such setting, the place
     *                                  where it is set if that is known, and the expected value. It does not repeat a secret
     * @throws Exception                if the routes' files can't be read
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
     * As {@link #require}, with stricter checks for a process in which all settings, drivers and statements are Serai's.
     *
     * @throws IllegalArgumentException as {@link #require}; also if a name is nearly that of a setting, if a file is in the
     *                                  place of the archive's folder, or if the warehouse's statements or driver are missing
     * @throws Exception                as {@link #require}
     */
    public void requireAlone() throws Exception {
        Set<String> used = UnknownSettings.usedBy(settings.routes());
        UnknownSettings unknown = unknown();
        require(unknown, used);
        unknown.requireNothingNear(used);
        if (Files.isRegularFile(settings.path(Setting.ARCHIVE_FOLDER))) {
            throw settings.refused(Setting.ARCHIVE_FOLDER, settings.path(Setting.ARCHIVE_FOLDER) + " is a file; name a folder",
                    null);
        }
        new RelatedSettings(context, settings).requireWarehouse(used);
    }

    private UnknownSettings unknown() {
        return new UnknownSettings(context.getPropertiesComponent(), settings::place);
    }
}
