package serai.check.expressions;

import org.apache.camel.NamedNode;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;
import serai.check.walk.SampleWalk;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Every event that a source takes in is named for a destination, or left out on purpose. */
final class EventIsNamed implements Rule {

    @Override
    public String id() {
        return "event-not-named";
    }

    @Override
    public String meaning() {
        return "A sample of a type ends in a route that names no destination for it and does not leave it out by `process: {ref: "
                + "filtered}`. Such events would not be acknowledged.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        Map<NamedNode, Set<String>> types = new LinkedHashMap<>();
        SampleWalk.of(configuration).unnamed.forEach(
                unnamed -> types.computeIfAbsent(unnamed.route(), key -> new TreeSet<>()).add(unnamed.sample().type()));
        return types.entrySet().stream().map(one -> warning(configuration.place(one.getKey()),
                "route %s names no destination for events of type %s: they would not be acknowledged".formatted(
                        one.getKey().getId(), String.join(", ", one.getValue())),
                "name journal:unrouted for them, or leave them out by process: {ref: filtered}"));
    }
}
