package serai.rehearsal.tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import serai.settings.SpellingSuggestion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A value in a YAML file, and its place. A value of another form than is asked for is refused, with that place. */
final class YamlNode {

    private static final int LETTERS_MAX = 3;
    private static final LoadSettings SETTINGS = LoadSettings.builder().build();
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final Node node;

    private YamlNode(Path file, Node node) {
        this.file = file;
        this.node = node;
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it is no YAML, or empty; the message has the place
     */
    static YamlNode read(Path file) throws IOException {
        try {
            Optional<Node> root = new Compose(SETTINGS).composeString(Files.readString(file));
            return new YamlNode(file,
                    root.orElseThrow(() -> new IllegalArgumentException("%s: the file is empty".formatted(file))));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new IllegalArgumentException("%s:%s: %s".formatted(file, line, e.getProblem()), e);
        }
    }

    Path file() {
        return file;
    }

    /** The line on which it begins, from 1. */
    int line() {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("%s:%s: %s".formatted(file, line(), why));
    }

    boolean isMap() {
        return node instanceof MappingNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    /** The values of a mapping, by name, in order. */
    Map<String, YamlNode> fields() {
        if (!(node instanceof MappingNode map)) {
            throw refused("here names and values are expected, such as 'name: value'");
        }
        Map<String, YamlNode> fields = new LinkedHashMap<>();
        for (NodeTuple tuple : map.getValue()) {
            String name = new YamlNode(file, tuple.getKeyNode()).text();
            if (fields.put(name, new YamlNode(file, tuple.getValueNode())) != null) {
                throw new YamlNode(file, tuple.getKeyNode()).refused("'%s' stands twice; keep one of them".formatted(name));
            }
        }
        return fields;
    }

    /** As {@link #fields()}, with no other names than these. */
    Map<String, YamlNode> fields(List<String> names) {
        Map<String, YamlNode> fields = fields();
        for (NodeTuple tuple : ((MappingNode) node).getValue()) {
            YamlNode key = new YamlNode(file, tuple.getKeyNode());
            if (!names.contains(key.text())) {
                throw key.refused("there is no '%s' here; %s".formatted(key.text(), SpellingSuggestion
                        .nearest(key.text(), names.stream(), LETTERS_MAX).map("did you mean %s?"::formatted)
                        .orElse("there are " + String.join(", ", names))));
            }
        }
        return fields;
    }

    /** The values of a list; a single value counts as a list of one. */
    List<YamlNode> items() {
        return node instanceof SequenceNode list ? list.getValue().stream().map(one -> new YamlNode(file, one)).toList()
                : List.of(this);
    }

    String text() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw refused("here one value is expected, and not several");
    }

    int number() {
        try {
            return Integer.parseInt(text());
        } catch (NumberFormatException e) {
            throw refused("'%s' is no whole number".formatted(text()));
        }
    }

    boolean flag() {
        if (!text().equals("true") && !text().equals("false")) {
            throw refused("'%s' is neither true nor false".formatted(text()));
        }
        return text().equals("true");
    }

    /** One of an enum's words, in small letters. */
    <E extends Enum<E>> E word(Class<E> of) {
        return Stream.of(of.getEnumConstants()).filter(one -> one.name().equalsIgnoreCase(text())).findFirst()
                .orElseThrow(() -> refused("there is no '%s'; there are %s".formatted(text(),
                        String.join(", ", Stream.of(of.getEnumConstants()).map(one -> one.name().toLowerCase(Locale.ROOT))
                                .toList()))));
    }

    /** The value as JSON. */
    JsonNode json() {
        @Nullable
        Object value = new StandardConstructor(SETTINGS).constructSingleDocument(Optional.of(node));
        return JSON.valueToTree(value);
    }

    /** A file that the value names, relative to this file. */
    Path path() {
        Path named = file.resolveSibling(text()).normalize();
        if (!Files.isRegularFile(named)) {
            throw refused("there is no file %s".formatted(named));
        }
        return named;
    }
}
