package serai.reload.configuration;

import serai.settings.known.Setting;
import serai.settings.known.SettingGroup;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What has to be exchanged so that one configuration becomes another.
 *
 * @param out      running files that have changed, are gone, or use what has changed
 * @param in       the same files as they are now, and new ones
 * @param settings the settings that have changed
 * @param formats  whether formats read one of these settings when they are made
 */
public record ConfigurationChange(List<RouteFileSnapshot> out, List<RouteFileSnapshot> in, Set<String> settings, boolean formats) {

    public static ConfigurationChange between(ConfigurationSnapshot before, ConfigurationSnapshot now) {
        Set<String> settings = new TreeSet<>();
        Stream.concat(before.values().keySet().stream(), now.values().keySet().stream())
                .filter(key -> !Objects.equals(before.values().get(key), now.values().get(key))).forEach(settings::add);
        boolean formats = settings.stream().anyMatch(FormatSettings::has);
        List<RouteFileSnapshot> changed = new ArrayList<>();
        Set<String> locations = new TreeSet<>();
        Stream.concat(before.routeFiles().keySet().stream(), now.routeFiles().keySet().stream()).distinct().forEach(location -> {
            RouteFileSnapshot old = before.routeFiles().get(location);
            RouteFileSnapshot fresh = now.routeFiles().get(location);
            if (old == null || fresh == null || !old.digest().equals(fresh.digest())
                    || formats && !fresh.destinations().isEmpty()) {
                locations.add(location);
                Stream.of(old, fresh).filter(Objects::nonNull).forEach(changed::add);
            }
        });
        while (!changed.isEmpty()) { // and what uses them, and what uses that
            List<RouteFileSnapshot> users =
                    now.routeFiles().values().stream().filter(routeFile -> !locations.contains(routeFile.location()))
                            .filter(routeFile -> changed.stream().anyMatch(routeFile::uses)).toList();
            changed.clear();
            changed.addAll(users);
            users.forEach(routeFile -> locations.add(routeFile.location()));
        }
        return new ConfigurationChange(routeFiles(before, locations), routeFiles(now, locations), settings, formats);
    }

    private static List<RouteFileSnapshot> routeFiles(ConfigurationSnapshot of, Set<String> locations) {
        return of.routeFiles().values().stream().filter(routeFile -> locations.contains(routeFile.location())).toList();
    }

    public boolean isNothing() {
        return out.isEmpty() && in.isEmpty() && settings.isEmpty();
    }

    /** Whether an event that is on its way to the journal may be in one of these routes. */
    public boolean isBeforeTheJournal() {
        return Stream.concat(out.stream(), in.stream()).anyMatch(RouteFileSnapshot::isBeforeTheJournal);
    }

    /** What was exchanged, for people; names of files and settings only. */
    public String told() {
        Set<String> had = names(out);
        Set<String> have = names(in);
        List<String> parts = new ArrayList<>();
        add(parts, "exchanged ", have.stream().filter(had::contains).toList());
        add(parts, "added ", have.stream().filter(name -> !had.contains(name)).toList());
        add(parts, "removed ", had.stream().filter(name -> !have.contains(name)).toList());
        add(parts, "settings ", settings.stream().filter(key -> SettingGroup.named(key).isEmpty() || isOfAFile(key)).toList());
        return String.join("; ", parts);
    }

    /** Leaves out defaults that follow from another setting: they change with it. */
    private static boolean isOfAFile(String key) {
        return SettingGroup.named(key).flatMap(Setting::byDefault).isPresent();
    }

    private static Set<String> names(List<RouteFileSnapshot> routeFiles) {
        Set<String> names = new TreeSet<>();
        routeFiles.forEach(routeFile -> names.add(routeFile.name()));
        return names;
    }

    private static void add(List<String> parts, String what, List<String> names) {
        if (!names.isEmpty()) {
            parts.add(what + String.join(", ", names));
        }
    }
}
