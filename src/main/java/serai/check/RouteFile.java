package serai.check;

import org.apache.camel.spi.Resource;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A file of routes: its lines, and its YAML with the place of each item. Camel's own model has only lines, and few of them. */
public final class RouteFile {

    /**
     * A value in the file.
     *
     * @param key   its key; for a member of a list, the list's key
     * @param at    where it begins: its key, or the member itself
     * @param path  the keys above it and its own, joined by slashes
     */
    public record Item(String key, String path, Node at, Node value) {

        /** The text of a scalar; empty for anything else. */
        public Optional<String> text() {
            return value instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
        }
    }

    private final Resource resource;
    private final String text;
    private final List<Item> items = new ArrayList<>();

    private RouteFile(Resource resource, String text) {
        this.resource = resource;
        this.text = text;
    }

    /** Reads a file. A file that can't be read, or is no YAML, has no items; Camel says why when it loads the file. */
    public static RouteFile read(Resource resource) {
        RouteFile file = new RouteFile(resource, text(resource));
        try {
            new Compose(LoadSettings.builder().setLabel(resource.getLocation()).build()).composeString(file.text)
                    .ifPresent(root -> file.add("", "", root, root));
        } catch (YamlEngineException e) {
            file.items.clear();
        }
        return file;
    }

    private static String text(Resource resource) {
        try (InputStream bytes = resource.getInputStream()) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private void add(String key, String path, Node at, Node value) {
        if (!path.isEmpty()) {
            items.add(new Item(key, path, at, value));
        }
        if (value instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                String name = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
                add(name, path + "/" + name, tuple.getKeyNode(), tuple.getValueNode());
            }
        } else if (value instanceof SequenceNode sequence) {
            sequence.getValue().forEach(member -> add(key, path + "/", member, member));
        }
    }

    /** The file as Camel names it, such as {@code file:routes/router.camel.yaml}. */
    public String location() {
        return resource.getLocation();
    }

    /** The file as people name it. */
    public String name() {
        return shown(resource.getLocation());
    }

    /** How people write the location of a file. */
    public static String shown(String location) {
        return location.replaceFirst("^file:(//(?=/))?", "");
    }

    /** The whole file as it is. */
    public String text() {
        return text;
    }

    public List<String> lines() {
        return text.lines().toList();
    }

    /** Whether there is nothing in it, or comments only. */
    public boolean isBlank() {
        return text.lines().allMatch(line -> line.isBlank() || line.stripLeading().startsWith("#"));
    }

    public Stream<Item> items() {
        return items.stream();
    }

    /** The keys of an item, with their values, in the order of the file, duplicates included; their path is the item's. */
    public List<Item> keys(Item item) {
        return item.value() instanceof MappingNode mapping ? mapping.getValue().stream()
                .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode)
                .map(tuple -> new Item(((ScalarNode) tuple.getKeyNode()).getValue(), item.path(), tuple.getKeyNode(),
                        tuple.getValueNode()))
                .toList() : List.of();
    }

    /** Where an item begins. */
    public Place place(Item item) {
        return place(item.at());
    }

    /** Where an item's value begins. */
    public Place placeOfValue(Item item) {
        return place(item.value());
    }

    private Place place(Node node) {
        return node.getStartMark().map(mark -> new Place(name(), mark.getLine() + 1, mark.getColumn() + 1))
                .orElse(Place.of(name()));
    }

    /**
     * Where a part of a scalar's text begins; where the scalar begins, if the part does not stand in the file as it is.
     *
     * @param offset where the part begins in the text, from 0
     */
    public Place place(Item item, int offset) {
        Place begin = placeOfValue(item);
        String value = item.text().orElse("");
        String line = begin.line() > 0 ? lines().get(begin.line() - 1) : "";
        int found = begin.column() > 0 && !value.isEmpty() ? line.indexOf(value, begin.column() - 1) : -1;
        return found < 0 ? begin : new Place(begin.file(), begin.line(), found + 1 + Math.max(0, Math.min(offset, value.length())));
    }

    /** Where a word of a scalar's text stands first; where the scalar begins, if its lines don't have it. */
    public Place placeOfWord(Item item, String word) {
        Place begin = placeOfValue(item);
        int last = lineOf(item.value().getEndMark());
        for (int i = begin.line() - 1; i >= 0 && i <= last && i < lines().size(); i++) {
            int found = lines().get(i).indexOf(word, i == begin.line() - 1 ? begin.column() - 1 : 0);
            if (found >= 0) {
                return new Place(begin.file(), i + 1, found + 1);
            }
        }
        return begin;
    }

    /**
     * The item from which Camel made a node of its model.
     *
     * @param line as Camel knows it: that of the first key in the item, from 0
     * @param key  the item's key, where several begin in one line
     */
    public Optional<Item> item(int line, String key) {
        List<Item> there = items.stream().filter(item -> lineOf(item.value().getStartMark()) == line).toList();
        return there.stream().filter(item -> item.key().equals(key)).findFirst()
                .or(() -> there.stream().filter(item -> item.value() instanceof MappingNode).findFirst());
    }

    private static int lineOf(Optional<Mark> mark) {
        return mark.map(Mark::getLine).orElse(-1);
    }

    /** What stands below an item, at any depth. */
    public Stream<Item> below(Item top) {
        int begin = index(top.value().getStartMark());
        int end = index(top.value().getEndMark());
        return items.stream().filter(item -> !item.equals(top) && index(item.at().getStartMark()) >= begin
                && index(item.value().getEndMark()) <= end);
    }

    private static int index(Optional<Mark> mark) {
        return mark.map(Mark::getIndex).orElse(-1);
    }
}
