package serai.settings;

import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.Resource;
import org.jspecify.annotations.Nullable;
import serai.settings.known.SettingGroup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Refuses settings with an empty value that a route, or Camel, needs. Camel would take the empty text, and fail later because it is
 * no address, number or file.
 */
final class EmptySettings {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([\\w.-]+)(?::([^{}]*))?}}");
    private static final String OF_CAMEL = "camel.";

    private final PropertiesComponent properties;
    private final UnaryOperator<String> place;

    /** @param place gives the place where a key is set, blank if it is not known */
    EmptySettings(PropertiesComponent properties, UnaryOperator<String> place) {
        this.properties = properties;
        this.place = place;
    }

    /**
     * A setting that a route uses.
     *
     * @param user      file and line of its first use
     * @param byDefault what the placeholder there says to be its default; null if it says none
     */
    record Used(String key, String user, @Nullable String byDefault) {
    }

    /** The settings that routes need and that are set to nothing, each once. */
    List<Used> used(Collection<Resource> routes) throws IOException {
        Map<String, Used> used = new LinkedHashMap<>();
        for (Resource route : routes) {
            String yaml = text(route);
            PLACEHOLDER.matcher(yaml).results().filter(found -> needsValue(found) && isEmpty(found.group(1)))
                    .forEach(found -> used.putIfAbsent(found.group(1), new Used(found.group(1),
                            "%s:%s".formatted(route.getLocation().replaceFirst("^file:(//(?=/))?", ""),
                                    yaml.substring(0, found.start()).lines().count()),
                            found.group(2))));
        }
        return new ArrayList<>(used.values());
    }

    /** The problems of these settings. */
    Stream<InvalidSettingException> problems(Collection<Resource> routes) throws IOException {
        return used(routes).stream().map(one -> problem(one.key(), one.user() + " needs it", one.byDefault()));
    }

    /** The problems of Camel's own settings that are set to nothing: none of them may be empty. */
    Stream<InvalidSettingException> problemsOfCamel() {
        return properties.loadProperties().stringPropertyNames().stream()
                .filter(key -> key.startsWith(OF_CAMEL) && isEmpty(key)).sorted().map(key -> problem(key, "Camel needs it", ""));
    }

    private static String text(Resource route) throws IOException {
        try (InputStream yaml = route.getInputStream()) {
            return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** False for Serai's settings, whose form says whether they may be empty, and for a placeholder whose default is empty. */
    private static boolean needsValue(MatchResult found) {
        return SettingGroup.named(found.group(1)).isEmpty() && (found.group(2) == null || !found.group(2).isBlank());
    }

    private boolean isEmpty(String key) {
        return properties.resolveProperty(key).filter(String::isBlank).isPresent();
    }

    private InvalidSettingException problem(String key, String user, @Nullable String byDefault) {
        return new InvalidSettingException(
                key, key, place.apply(key), "is set, but to nothing, and %s; give it a value%s".formatted(
                        user, byDefault == null ? "" : byDefault.isBlank() ? ", or take it out"
                                : ", or take it out for the default, " + byDefault),
                null);
    }
}
