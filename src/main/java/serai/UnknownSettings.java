package serai;

import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.Resource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Refuses what is called like a setting of ours and is none: mistyped, it would change nothing, without a word. A setting that
 * users have invented is one as soon as a route, or another setting, uses it.
 */
final class UnknownSettings {

    private static final String PREFIX = "serai.";
    private static final String VARIABLE_PREFIX = Setting.variable(PREFIX);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[?!]?([\\w.-]+)");
    /** The launcher's, the log's, and what Kubernetes sets for services called serai, or serai-something. */
    private static final Pattern OF_OTHERS = Pattern.compile(
            "SERAI_JAVA_OPTIONS|SERAI_LOG_LEVEL(_\\w+)?|\\w+_SERVICE_(HOST|PORT(_\\w+)?)|\\w+_PORT_\\d+_(TCP|UDP|SCTP)(_\\w+)?");
    private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    private final Properties set;
    private final UnaryOperator<String> place;

    /** @param place says where a key is set, if that is known */
    UnknownSettings(PropertiesComponent properties, UnaryOperator<String> place) {
        this.set = properties.loadProperties();
        this.place = place;
    }

    /** @throws IllegalArgumentException naming the first of them, and what may have been meant */
    void require(Collection<Resource> routes, Map<String, String> environment) throws IOException {
        Set<String> known = Arrays.stream(Setting.values()).map(Setting::key).collect(Collectors.toCollection(TreeSet::new));
        set.values().forEach(value -> placeholders(value.toString()).forEach(known::add));
        for (Resource route : routes) {
            try (InputStream yaml = route.getInputStream()) {
                placeholders(new String(yaml.readAllBytes(), StandardCharsets.UTF_8)).forEach(known::add);
            }
        }
        set.stringPropertyNames().stream().filter(key -> key.startsWith(PREFIX) && !known.contains(key)).sorted().findFirst()
                .ifPresent(key -> refuse(key, place.apply(key), known.stream()));
        Set<String> variables = known.stream().map(Setting::variable).collect(Collectors.toSet());
        environment.entrySet().stream().filter(entry -> entry.getKey().startsWith(VARIABLE_PREFIX)
                        && !variables.contains(entry.getKey()) && !isOfOthers(entry))
                .map(Map.Entry::getKey).sorted().findFirst()
                .ifPresent(variable -> refuse(variable, " (in the environment)", variables.stream()));
    }

    private static Stream<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results().map((MatchResult match) -> match.group(1));
    }

    private static boolean isOfOthers(Map.Entry<String, String> variable) {
        return OF_OTHERS.matcher(variable.getKey()).matches() || SERVICE_ADDRESS.matcher(variable.getValue()).matches();
    }

    private static void refuse(String name, String place, Stream<String> known) {
        String nearest = known.filter(one -> distance(name, one) <= (name.length() - PREFIX.length()) / 2)
                .min(Comparator.comparingInt((String one) -> distance(name, one)).thenComparing(Comparator.naturalOrder()))
                .map("did you mean %s?"::formatted).orElse("README.md lists those that there are.");
        throw new IllegalArgumentException("%s%s: there is no such setting; %s One of your own is known once a route uses it"
                .formatted(name, place, nearest));
    }

    /** Levenshtein's: how many letters to put in, take out or change. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        Arrays.setAll(row, column -> column);
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
