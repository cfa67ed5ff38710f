package serai.check;

import serai.settings.EnvironmentVariable;
import serai.settings.Settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Where settings are set: the line of the file, or the variable of the environment. */
public final class SettingsFiles {

    private final Settings settings;
    private final Map<String, List<String>> lines = new HashMap<>();

    SettingsFiles(Settings settings) {
        this.settings = settings;
    }

    /**
     * Where a setting is set; {@code application.properties} if it is not.
     *
     * @param key of a setting, or the name of a variable of the environment
     */
    public Place place(String key) {
        Optional<String> source = settings.source(key);
        if (source.isEmpty() || key.equals(EnvironmentVariable.of(key))) {
            return Place.of(key.equals(EnvironmentVariable.of(key)) ? "environment" : "application.properties");
        }
        int line = line(source.get(), key);
        return line > 0 ? new Place(source.get(), line, 1)
                : Place.of(source.get().equals("the environment") ? "environment" : source.get());
    }

    /** The value that a line sets, as it is written; empty if there is no such line. */
    public Optional<String> text(Place place) {
        List<String> all = lines.computeIfAbsent(place.file(), SettingsFiles::read);
        return place.line() < 1 || place.line() > all.size() ? Optional.empty()
                : Optional.of(all.get(place.line() - 1).replaceFirst("^\\s*[^=:\\s]+\\s*[=:]?\\s*", ""));
    }

    /** The lines of the files that settings come from, by the files' names. */
    public Map<String, List<String>> lines() {
        Map<String, List<String>> all = new TreeMap<>();
        settings.files().forEach(file -> all.put(file, lines.computeIfAbsent(file, SettingsFiles::read)));
        return all;
    }

    /** The number of the last line that sets a key, which is the one that holds; 0 if there is none. */
    private int line(String file, String key) {
        Pattern sets = Pattern.compile("\\s*" + Pattern.quote(key) + "\\s*([=:\\s].*)?");
        List<String> all = lines.computeIfAbsent(file, SettingsFiles::read);
        for (int i = all.size(); i > 0; i--) {
            if (sets.matcher(all.get(i - 1)).matches()) {
                return i;
            }
        }
        return 0;
    }

    private static List<String> read(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException | RuntimeException e) {
            return List.of(); // not a file, or not in UTF-8
        }
    }
}
