package serai.reload;

import serai.reload.configuration.ConfigurationChange;
import serai.reload.configuration.ConfigurationSnapshot;
import serai.reload.configuration.FormatSettings;
import serai.settings.Setting;

import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings that only a start can change, because something outside of the routes was made of them. */
final class SettingsAtStart {

    /** What the start makes something of, though routes may name it too. */
    private static final Set<Setting> AT_START = Set.of(Setting.DATA, Setting.DATA_TRUST, Setting.ROUTES, Setting.MCT_ENABLED,
            Setting.MCT_SOURCE, Setting.SERVICEBUS_CONNECTION, Setting.SERVICEBUS_PROXY, Setting.SERVICEBUS_PROXY_USERNAME,
            Setting.SERVICEBUS_PROXY_PASSWORD, Setting.SERVICEBUS_CALLS_MAX, Setting.PRAESIDIUM_SOURCE, Setting.PRAESIDIUM_PATH,
            Setting.PRAESIDIUM_USERNAME, Setting.PRAESIDIUM_PASSWORD, Setting.PRAESIDIUM_USERS, Setting.ZONE);

    /** What only commands read. */
    private static final Set<Setting> OF_COMMANDS = Set.of(Setting.REPLAY_ONCE, Setting.PRAESIDIUM_TEST_URL,
            Setting.PRAESIDIUM_TEST_INSECURE, Setting.PRAESIDIUM_TEST_CLIENT_ID, Setting.PRAESIDIUM_TEST_USER_GUID,
            Setting.PRAESIDIUM_TEST_LOCATION_GUID);

    private SettingsAtStart() {
    }

    /**
     * Of the settings that have changed, those that need a restart. A default that follows from another setting is not named, as
     * that one is.
     *
     * @param overrides what the start has set itself; what a file says of that has no effect now
     */
    static Set<String> changed(ConfigurationSnapshot before, ConfigurationSnapshot now, Properties overrides) {
        Set<String> changed = ConfigurationChange.between(before, now).settings().stream()
                .filter(key -> isFixed(key, List.of(before, now))).collect(Collectors.toCollection(TreeSet::new));
        Set<String> inFiles = inFiles(before, now);
        if (changed.stream().anyMatch(inFiles::contains)) {
            changed.retainAll(inFiles);
        }
        inFiles.stream().filter(overrides::containsKey).forEach(changed::add);
        return changed;
    }

    private static boolean isFixed(String key, List<ConfigurationSnapshot> both) {
        Setting setting = Setting.named(key).orElse(null);
        if (setting == null) {
            return key.startsWith("camel.");
        }
        return AT_START.contains(setting) || !OF_COMMANDS.contains(setting) && !FormatSettings.has(key)
                && both.stream().flatMap(one -> one.units().values().stream()).noneMatch(unit -> unit.names(key));
    }

    private static Set<String> inFiles(ConfigurationSnapshot before, ConfigurationSnapshot now) {
        Set<String> keys = new TreeSet<>();
        Stream.concat(before.files().keySet().stream(), now.files().keySet().stream()).distinct().forEach(file -> {
            Properties had = before.files().getOrDefault(file, new Properties());
            Properties has = now.files().getOrDefault(file, new Properties());
            Stream.concat(had.stringPropertyNames().stream(), has.stringPropertyNames().stream())
                    .filter(key -> !Objects.equals(had.getProperty(key), has.getProperty(key))).forEach(keys::add);
        });
        return keys;
    }
}
