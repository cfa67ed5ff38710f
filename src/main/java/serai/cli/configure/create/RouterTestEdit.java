package serai.cli.configure.create;

import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import serai.check.Place;
import serai.check.RouteFile;
import serai.journal.DestinationName;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A file of tests, to which one more destination is added wherever a test expects exactly those of an edited step. */
final class RouterTestEdit {

    private final RouteFile file;

    RouterTestEdit(RouteFile file) {
        this.file = file;
    }

    /** @param before the destinations of each step of the router that is edited */
    String with(DestinationName name, Collection<Set<String>> before) {
        EditedText text = new EditedText(file.text());
        file.items().filter(item -> item.key().equals("destinations") && item.path().endsWith("/expect/destinations"))
                .filter(item -> item.value() instanceof SequenceNode list && before.contains(names(list)))
                .forEach(item -> add(text, (SequenceNode) item.value(), name));
        return text.done();
    }

    private static Set<String> names(SequenceNode list) {
        return list.getValue().stream().filter(ScalarNode.class::isInstance).map(node -> ((ScalarNode) node).getValue())
                .collect(Collectors.toSet());
    }

    private void add(EditedText text, SequenceNode list, DestinationName name) {
        List<Node> members = list.getValue();
        Node last = members.get(members.size() - 1);
        boolean flow = text.isAt(text.offset(begin(list)), "[");
        String indent = " ".repeat(Math.max(0, begin(last).column() - 3));
        last.getEndMark().ifPresent(end -> text.put(text.offset(new Place(file.name(), end.getLine() + 1, end.getColumn() + 1)),
                flow ? ", " + name : (file.text().contains("\r\n") ? "\r\n" : "\n") + indent + "- " + name));
    }

    private Place begin(Node node) {
        return node.getStartMark().map(mark -> new Place(file.name(), mark.getLine() + 1, mark.getColumn() + 1))
                .orElse(Place.of(file.name()));
    }
}
