package serai.check.traps;

import org.apache.camel.model.SendDefinition;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Paths;
import serai.check.Rule;
import serai.check.Steps;
import serai.journal.DestinationName;

import java.util.stream.Stream;

/** A route of a timer or of files that delivers by itself has no guarantee. */
final class NothingBesideTheJournal implements Rule {

    @Override
    public String id() {
        return "beside-the-journal";
    }

    @Override
    public String meaning() {
        return "A route that begins with a timer, a file or another source and does not lead to `journal:`. What it sends has no "
                + "guarantee: it is neither kept, nor tried again, nor counted.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        if (!configuration.isComplete()) {
            return Stream.empty();
        }
        Paths paths = new Paths(configuration);
        return configuration.ownRoutes().stream().filter(route -> isSource(Steps.uri(route)))
                .filter(route -> Paths.steps(paths.from(Steps.uri(route)::equals))
                        .noneMatch(step -> step instanceof SendDefinition<?> send && DestinationName.isIn(Steps.uri(send))))
                .map(route -> warning(configuration.place(route, "uri"),
                        "route %s begins with %s and leads to no journal: what it sends has no guarantee".formatted(
                                route.getRouteId(), Steps.uri(route).split(":", 2)[0]),
                        "let it read journal:NAME, and name that in the router"));
    }

    private static boolean isSource(String uri) {
        return Paths.isOfSource(uri) && !uri.startsWith("direct:") && !Steps.isOfQueue(uri);
    }
}
