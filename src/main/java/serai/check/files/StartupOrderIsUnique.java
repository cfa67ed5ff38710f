package serai.check.files;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Two routes of one startupOrder: Camel starts neither. */
final class StartupOrderIsUnique implements Rule {

    @Override
    public String id() {
        return "startup-order";
    }

    @Override
    public String meaning() {
        return "Two routes have the same `startupOrder`. Camel refuses to start them.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        Map<String, Configuration.Found> seen = new HashMap<>();
        return configuration.items(item -> item.path().endsWith("/route/startupOrder") && item.text().isPresent())
                .flatMap(found -> {
                    Configuration.Found first = seen.putIfAbsent(found.item().text().orElse(""), found);
                    return first == null ? Stream.empty()
                            : Stream.of(error(found.placeOfValue(),
                                    "another route has this startupOrder too (%s)".formatted(first.place()),
                                    "give each a number of its own, or none"));
                });
    }
}
