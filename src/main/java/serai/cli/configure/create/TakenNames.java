package serai.cli.configure.create;

import serai.ConfiguredJournal;
import serai.check.RouteFile;
import serai.journal.DestinationName;
import serai.journal.JournalUnavailableException;
import serai.journal.JournalWriter;
import serai.journal.operations.JournalOperations;
import serai.settings.EnvironmentVariable;
import serai.settings.PlaceholderNames;
import serai.settings.Settings;
import serai.settings.known.RuntimeSetting;
import serai.settings.known.Setting;
import serai.settings.known.SettingGroup;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Refuses names for a new destination that something else has already, or that would be read as something else. */
final class TakenNames {

    /** What YAML reads as something else than a text. */
    private static final Set<String> NO_TEXT = Set.of("true", "false", "null");
    private static final Pattern NAMED = Pattern.compile("(?m)^\\s*(?:- )?(id|name): \"?([\\w-]+)\"?\\s*$");

    private final DestinationName name;
    private final List<RouteFile> files;

    TakenNames(DestinationName name, List<RouteFile> files) {
        this.name = name;
        this.files = files;
    }

    /** @throws IllegalArgumentException if no destination can have that name, or one in the routes has it */
    void requireFree() {
        if (name.text().equals(JournalWriter.UNROUTED)) {
            throw new IllegalArgumentException("'unrouted' is what the journal keeps without a destination; choose another name");
        }
        if (NO_TEXT.contains(name.text())) {
            throw new IllegalArgumentException(
                    "YAML reads '%s' as something else than a name; choose another name".formatted(name));
        }
        for (RouteFile file : files) {
            file.items().filter(item -> item.text().filter(this::names).isPresent()).findFirst().ifPresent(item -> {
                throw new IllegalArgumentException("%s: the routes have a destination %s already; choose another name"
                        .formatted(file.place(item), name));
            });
        }
    }

    private boolean names(String text) {
        return DestinationName.isIn(text) && DestinationName.written(text).anyMatch(name.text()::equals);
    }

    /** @throws IllegalArgumentException if the journal has counters of a destination of that name */
    void requireUnknownTo(Settings settings, Clock clock, PrintWriter out) {
        ConfiguredJournal journal = ConfiguredJournal.of(settings);
        if (journal.shared().isEmpty() && Files.notExists(journal.file())) {
            return;
        }
        try (JournalOperations operations = journal.operations(clock)) {
            if (operations.destinations().names().contains(name.text())) {
                throw new IllegalArgumentException(("the journal in %s has a destination %s already, whose cursor and counts would "
                        + "go on; choose another name").formatted(settings.text(RuntimeSetting.DATA), name));
            }
        } catch (JournalUnavailableException e) {
            out.println("The journal could not be asked whether it knows %s: %s".formatted(name, e.getMessage()));
        }
    }

    /**
     * @param route the text of the new route
     * @param keys  the names of its settings
     * @throws IllegalArgumentException if an id, a bean or a variable of the environment is something else's already
     */
    void requireDistinct(String route, Collection<String> keys) {
        Map<String, String> taken = new HashMap<>();
        files.forEach(file -> file.items().filter(item -> isName(item))
                .forEach(item -> taken.put(item.key() + " " + item.text().orElse(""), file.place(item).toString())));
        NAMED.matcher(route).results().filter(found -> taken.containsKey(found.group(1) + " " + found.group(2))
                && !(found.group(1).equals("name") && found.group(2).contains("-") && !found.group(2).startsWith(name.text())))
                .findFirst().ifPresent(found -> {
                    throw new IllegalArgumentException("%s: %s %s is taken; choose another name".formatted(
                            taken.get(found.group(1) + " " + found.group(2)), found.group(1).equals("id") ? "the id" : "the bean",
                            found.group(2)));
                });
        Map<String, String> variables = new HashMap<>();
        known().forEach(key -> variables.putIfAbsent(EnvironmentVariable.of(key), key));
        keys.stream().filter(key -> !variables.getOrDefault(EnvironmentVariable.of(key), key).equals(key)).findFirst()
                .ifPresent(key -> {
                    String variable = EnvironmentVariable.of(key);
                    throw new IllegalArgumentException("%s would be the variable %s, which is that of %s; choose another name"
                            .formatted(key, variable, variables.get(variable)));
                });
    }

    private static boolean isName(RouteFile.Item item) {
        return item.key().equals("id") || item.key().equals("name") && item.path().contains("/beans/");
    }

    private Stream<String> known() {
        return Stream.concat(SettingGroup.all().map(Setting::key),
                files.stream().flatMap(file -> PlaceholderNames.in(file.text())));
    }
}
