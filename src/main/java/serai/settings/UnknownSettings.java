package serai.settings;

import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.Resource;
import serai.settings.known.Setting;
import serai.settings.known.SettingGroup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Refuses names that begin like settings of Serai and are none: a mistyped setting would silently have no effect. A user's own
 * setting is accepted as soon as a route or another setting uses it.
 */
final class UnknownSettings {

    private static final String NAME = "serai";
    private static final String PREFIX = NAME + ".";
    private static final String VARIABLE_PREFIX = EnvironmentVariable.of(PREFIX);
    /** Variables of the launcher and of the log, and those that Kubernetes sets for services named serai or serai-something. */
    private static final Pattern OF_OTHERS = Pattern.compile(
            "SERAI_(JAVA_OPTIONS|HOME|CACHE)|SERAI_LOG_LEVEL(_\\w+)?|\\w+_SERVICE_(HOST|PORT(_\\w+)?)|"
                    + "\\w+_PORT_\\d+_(TCP|UDP|SCTP)(_\\w+)?");
    /** The groups of Camel's settings that may be set here. */
    private static final Set<String> CAMEL_GROUPS = Set.of("main", "server", "management", "health", "metrics", "component",
            "dataformat", "language", "opentelemetry", "opentelemetry2", "routecontroller", "threadpool", "vault", "kamelet",
            "debug", "trace", "ssl", "rest", "mdc", "lra", "beans", "variable", "faulttolerance", "resilience4j");
    private static final String WEBHOOK_SERVER = "camel.server.";
    /** The settings of the webhook's server, by their letters alone, since Camel accepts {@code max-body-size} too. */
    private static final Set<String> OF_WEBHOOK_SERVER =
            Set.of("camelserverhost", "camelserverport", "camelservermaxbodysize", "camelserverenabled");
    private static final int LETTERS_MAX = 2;
    private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    private final Properties set;
    private final UnaryOperator<String> place;

    /** @param place gives the place where a key is set, blank if it is not known */
    UnknownSettings(PropertiesComponent properties, UnaryOperator<String> place) {
        this.set = properties.loadProperties();
        this.place = place;
    }

    /** A problem for each name that is no setting, with the setting that may have been meant. */
    Stream<InvalidSettingException> problems(Set<String> used, Map<String, String> environment) {
        Set<String> known = known(used);
        Stream<InvalidSettingException> inFiles = set.stringPropertyNames().stream()
                .filter(key -> key.startsWith(PREFIX) && !known.contains(key)).sorted()
                .map(key -> unknown(key, place.apply(key), known.stream()));
        Set<String> variables = known.stream().map(EnvironmentVariable::of).collect(Collectors.toSet());
        Stream<InvalidSettingException> inEnvironment = environment.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(VARIABLE_PREFIX) && !variables.contains(entry.getKey())
                        && !variables.contains(entry.getKey().replaceFirst(EnvironmentVariable.OF_FILE + "$", ""))
                        && !isOfOthers(entry))
                .map(Map.Entry::getKey).sorted().map(variable -> unknown(variable, " (in the environment)", variables.stream()));
        return Stream.concat(inFiles, inEnvironment);
    }

    /**
     * Further problems, for a process in which all settings are Serai's: unused names that only lack the prefix {@code serai.},
     * that are nearly a group of Camel's settings (which Camel ignores), or that belong to the server which {@code ./serai} does
     * not use.
     */
    Stream<InvalidSettingException> problemsNear(Set<String> used) {
        Set<String> known = known(used);
        return set.stringPropertyNames().stream().filter(key -> !known.contains(key)).sorted()
                .flatMap(key -> near(key, known).stream());
    }

    private Optional<InvalidSettingException> near(String key, Set<String> known) {
        String[] parts = key.split("\\.", 3);
        if (parts[0].equals("camel") && parts.length > 1 && !CAMEL_GROUPS.contains(parts[1])) {
            return SpellingSuggestion.nearest(parts[1], CAMEL_GROUPS.stream(), LETTERS_MAX)
                    .map(group -> problem(key, place.apply(key), "Camel has no such settings; did you mean camel.%s?"
                            .formatted(group + key.substring("camel.".length() + parts[1].length()))));
        }
        if (key.startsWith(WEBHOOK_SERVER) && !OF_WEBHOOK_SERVER.contains(letters(key))) {
            return Optional
                    .of(problem(key, place.apply(key), "has no effect, because the webhook has Serai's own server; remove it"));
        }
        if (SettingGroup.named(PREFIX + key).isPresent()) {
            return Optional.of(unknown(key, place.apply(key), Optional.of(PREFIX + key)));
        }
        return SpellingSuggestion.nearest(parts[0], Stream.of(NAME), LETTERS_MAX).isPresent() && !key.startsWith(PREFIX)
                ? Optional.of(unknown(key, place.apply(key), known.stream())) : Optional.empty();
    }

    /** The names of the settings that the routes use. */
    static Set<String> usedBy(Collection<Resource> routes) throws IOException {
        Set<String> used = new TreeSet<>();
        for (Resource route : routes) {
            try (InputStream yaml = route.getInputStream()) {
                PlaceholderNames.in(new String(yaml.readAllBytes(), StandardCharsets.UTF_8)).forEach(used::add);
            }
        }
        return used;
    }

    private Set<String> known(Set<String> used) {
        Set<String> known = SettingGroup.all().map(Setting::key).collect(Collectors.toCollection(TreeSet::new));
        known.addAll(used);
        set.values().forEach(value -> PlaceholderNames.in(value.toString()).forEach(known::add));
        return known;
    }

    private static String letters(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }

    private static boolean isOfOthers(Map.Entry<String, String> variable) {
        return OF_OTHERS.matcher(variable.getKey()).matches() || SERVICE_ADDRESS.matcher(variable.getValue()).matches();
    }

    private static InvalidSettingException unknown(String name, String place, Stream<String> known) {
        return unknown(name, place, SpellingSuggestion.nearest(name, known, (name.length() - PREFIX.length()) / 2));
    }

    private static InvalidSettingException unknown(String name, String place, Optional<String> meant) {
        return problem(name, place, "there is no such setting; %s A setting of your own is known once a route uses it".formatted(
                meant.map("did you mean %s?"::formatted).orElse("docs/settings.md lists all settings.")));
    }

    private static InvalidSettingException problem(String name, String place, String why) {
        return new InvalidSettingException(name, name, place, why, null);
    }
}
