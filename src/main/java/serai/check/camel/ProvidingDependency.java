package serai.check.camel;

import serai.settings.SpellingSuggestion;
import serai.steps.AlertUri;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which of Camel's artifacts has a component or a language. The list is made from Camel's catalog ({@code CamelArtifactsTest}),
 * which is too large to be shipped.
 */
final class ProvidingDependency {

    private static final String LIST = "camel-artifacts.txt";
    /** Packages of classes that beans may be of, and the artifacts that have them. */
    private static final String CLASSES = "class-artifacts.txt";
    private static final String CAMEL_COMPONENTS = "org.apache.camel.component.";
    private static final List<String> OURS = List.of("archive", "journal", AlertUri.SCHEME);
    private static final String COMPONENT = "component ";
    private static final String LANGUAGE = "language ";

    private ProvidingDependency() {
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

    /** The artifact that has a class, such as {@code com.mysql:mysql-connector-j}; empty if no list has it. */
    static Optional<String> ofClass(String name) {
        if (name.startsWith(CAMEL_COMPONENTS)) {
            return ofComponent(name.substring(CAMEL_COMPONENTS.length()).split("\\.", 2)[0]).map("org.apache.camel:"::concat);
        }
        return lines(CLASSES).map(line -> line.split(" ")).filter(words -> name.startsWith(words[0] + "."))
                .max(Comparator.comparingInt(words -> words[0].length())).map(words -> words[1]);
    }

    private static Stream<String> lines(String list) {
        try (InputStream bytes = Objects.requireNonNull(ProvidingDependency.class.getResourceAsStream(list), list)) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> list() {
        Map<String, String> artifacts = new TreeMap<>();
        lines(LIST).map(line -> line.split(" ")).forEach(words -> artifacts.put(words[0] + " " + words[1], words[2]));
        return artifacts;
    }
}
