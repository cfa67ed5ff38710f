package serai.check.routes;

import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;
import serai.check.Steps;
import serai.settings.SpellingSuggestion;

import java.util.List;
import java.util.stream.Stream;

/** A step that calls a {@code direct:} that no route reads: each event would fail there. */
final class SegmentExists implements Rule {

    private static final String DIRECT = "direct:";
    private static final int LETTERS_MAX = 3;

    @Override
    public String id() {
        return "direct-not-read";
    }

    @Override
    public String meaning() {
        return "A step sends to a `direct:` that no route reads. Each event would wait there, and fail.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        if (!configuration.isComplete()) {
            return Stream.empty();
        }
        List<String> read =
                configuration.routes().stream().map(Steps::uri).filter(uri -> uri.startsWith(DIRECT)).distinct().sorted()
                        .toList();
        return configuration.routes().stream().flatMap(route -> Steps.of(route, SendDefinition.class)
                .filter(step -> Steps.uri(step).startsWith(DIRECT)
                        && !read.contains(configuration.context().resolvePropertyPlaceholders(Steps.uri(step))))
                .map(step -> finding(configuration, route, step, read)));
    }

    /** Whether a service of {@code rest:} sends to the URI: then Camel makes one route of both, unless inlineRoutes is false. */
    private static boolean isInlined(Configuration configuration, String uri) {
        return configuration.items(item -> item.path().startsWith("//rest/") && item.text().filter(uri::equals).isPresent())
                .findFirst().isPresent();
    }

    private Finding finding(Configuration configuration, RouteDefinition route, SendDefinition<?> step, List<String> read) {
        return error(configuration.place(step, "uri"), "route %s sends to %s, and no route reads that".formatted(route.getRouteId(),
                Steps.uri(step)),
                isInlined(configuration, Steps.uri(step)) ? "rest: has taken that route into itself; set inlineRoutes: false in a "
                        + "restConfiguration"
                        : SpellingSuggestion.nearest(Steps.uri(step), read.stream(), LETTERS_MAX).map("did you mean %s?"::formatted)
                                .orElse("there are " + String.join(", ", read)));
    }
}
