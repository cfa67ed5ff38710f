package serai.check.routes;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;
import serai.check.Steps;
import serai.journal.JournalWriter;
import serai.settings.SpellingSuggestion;

import java.util.Set;
import java.util.stream.Stream;

/** A destination that a step names and no route reads would never be delivered to. */
final class DestinationIsRead implements Rule {

    private static final int LETTERS_MAX = 2;

    @Override
    public String id() {
        return "destination-not-read";
    }

    @Override
    public String meaning() {
        return "A step names a destination that no route reads: its events would be kept, and never delivered.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        if (!configuration.isComplete()) {
            return Stream.empty();
        }
        DestinationRoutes destinations = new DestinationRoutes(configuration);
        Set<String> read = destinations.read();
        return configuration.routes().stream().flatMap(route -> destinations.naming(route)
                .flatMap(step -> destinations.names(Steps.uri(step))
                        .filter(name -> !read.contains(name) && !name.equals(JournalWriter.UNROUTED))
                        .map(name -> error(configuration.place(step, "uri"),
                                "route %s sends to '%s', and no route reads journal:%s".formatted(route.getRouteId(), name, name),
                                remedy(name, read)))));
    }

    private static String remedy(String name, Set<String> read) {
        return "%sthere are routes for %s; correct the name, or add routes/destination-%s.camel.yaml".formatted(
                SpellingSuggestion.nearest(name, read.stream(), LETTERS_MAX).map("did you mean %s? "::formatted).orElse(""),
                String.join(", ", read), name);
    }
}
