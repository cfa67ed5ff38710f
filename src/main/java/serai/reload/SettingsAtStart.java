package serai.reload;

import serai.reload.configuration.ConfigurationChange;
import serai.reload.configuration.ConfigurationSnapshot;
import serai.reload.configuration.FormatSettings;
import serai.settings.known.DeliverySetting;
import serai.settings.known.FormatSetting;
import serai.settings.known.MctSetting;
import serai.settings.known.PraesidiumSetting;
import serai.settings.known.PraesidiumTestSetting;
import serai.settings.known.RuntimeSetting;
import serai.settings.known.ServiceBusSetting;
import serai.settings.known.Setting;
import serai.settings.known.SettingGroup;

import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings that only a start can change, because something outside of the routes was made of them. */
final class SettingsAtStart {

    /** Settings that the start makes something of, though routes may name them too. */
    private static final Set<Setting> AT_START =
            Set.of(RuntimeSetting.DATA, RuntimeSetting.DATA_TRUST, RuntimeSetting.ROUTES, MctSetting.ENABLED,
                    MctSetting.SOURCE, ServiceBusSetting.CONNECTION, ServiceBusSetting.PROXY, ServiceBusSetting.PROXY_USERNAME,
                    ServiceBusSetting.PROXY_PASSWORD, ServiceBusSetting.CALLS_MAX, PraesidiumSetting.SOURCE, PraesidiumSetting.PATH,
                    PraesidiumSetting.USERNAME, PraesidiumSetting.PASSWORD, PraesidiumSetting.USERS, FormatSetting.ZONE);

    /** Settings that only commands read. */
    private static final Set<Setting> OF_COMMANDS = Set.of(DeliverySetting.REPLAY_ONCE, PraesidiumTestSetting.URL,
            PraesidiumTestSetting.INSECURE, PraesidiumTestSetting.CLIENT_ID, PraesidiumTestSetting.USER_GUID,
            PraesidiumTestSetting.LOCATION_GUID);

    private SettingsAtStart() {
    }

    /**
     * The changed settings that need a restart. Where a default follows from another setting, only that setting is named.
     *
     * @param overrides the settings that the start has set itself; what a file says of these has no effect now
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
        Setting setting = SettingGroup.named(key).orElse(null);
        if (setting == null) {
            return key.startsWith("camel.");
        }
        return AT_START.contains(setting) || !OF_COMMANDS.contains(setting) && !FormatSettings.has(key)
                && both.stream().flatMap(one -> one.routeFiles().values().stream()).noneMatch(routeFile -> routeFile.names(key));
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
