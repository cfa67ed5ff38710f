package serai.check.camel;

import serai.settings.SpellingSuggestion;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which of Camel's artifacts brings a component or a language. The list is made of Camel's catalog ({@code CamelArtifactsTest}),
 * which is too large to be shipped.
 */
final class BringingDependency {

    private static final String LIST = "camel-artifacts.txt";
    private static final List<String> OURS = List.of("archive", "journal");
    private static final String COMPONENT = "component ";
    private static final String LANGUAGE = "language ";

    private BringingDependency() {
    }

    static Optional<String> ofComponent(String scheme) {
        return Optional.ofNullable(list().get(COMPONENT + scheme));
    }

    static Optional<String> ofLanguage(String name) {
        return Optional.ofNullable(list().get(LANGUAGE + name));
    }

    static Optional<String> nearestComponent(String scheme) {
        return SpellingSuggestion.nearest(scheme, Stream.concat(OURS.stream(), list().keySet().stream()
                .filter(key -> key.startsWith(COMPONENT)).map(key -> key.substring(COMPONENT.length()))),
                Math.max(1, scheme.length() / 3));
    }

    private static Map<String, String> list() {
        Map<String, String> artifacts = new TreeMap<>();
        try (InputStream list = Objects.requireNonNull(BringingDependency.class.getResourceAsStream(LIST), LIST)) {
            new String(list.readAllBytes(), StandardCharsets.UTF_8).lines().map(line -> line.split(" "))
                    .forEach(words -> artifacts.put(words[0] + " " + words[1], words[2]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return artifacts;
    }
}
