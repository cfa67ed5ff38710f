package serai.check.files;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Two routes or two steps with one id: the later route replaces the earlier one. */
final class IdIsUnique implements Rule {

    @Override
    public String id() {
        return "duplicate-id";
    }

    @Override
    public String meaning() {
        return "Two routes, or two steps, have the same id. Of two routes only one would be there.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        Map<String, Configuration.Found> routes = new HashMap<>();
        Map<String, Configuration.Found> steps = new HashMap<>();
        return configuration.items(item -> item.key().equals("id") && !item.path().contains("/beans/")
                && item.text().isPresent()).flatMap(found -> {
                    boolean route = found.item().path().endsWith("/route/id");
                    String id = found.item().text().orElse("");
                    Configuration.Found first = (route ? routes : steps).putIfAbsent(id, found);
                    return first == null || found.item().path().contains("/routeConfiguration/") ? Stream.empty()
                            : Stream.of(error(found.placeOfValue(), "another %s has the id '%s', too (%s)".formatted(
                                    route ? "route" : "step", id, first.place()), "give each an id of its own"));
                });
    }
}
