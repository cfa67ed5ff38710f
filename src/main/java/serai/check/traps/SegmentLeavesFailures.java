package serai.check.traps;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Paths;
import serai.check.Rule;
import serai.check.Steps;

import java.util.stream.Stream;

/** A route that another route calls has Camel's error handler, unless it says that it has none. */
final class SegmentLeavesFailures implements Rule {

    @Override
    public String id() {
        return "segment-error-handler";
    }

    @Override
    public String meaning() {
        return "A `direct:` route that another one calls has Camel's own error handler: it takes the failure before the caller's "
                + "`onException` can name its class, or answer the publisher.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        Paths paths = new Paths(configuration);
        return Stream.concat(paths.ofDestinations().stream(), paths.ofSources().stream()).distinct()
                .filter(route -> Steps.uri(route).startsWith("direct:") && route.getErrorHandler() == null
                        && route.getErrorHandlerRef() == null && route.getRouteConfigurationId() == null)
                .map(route -> warning(configuration.place(route),
                        "route %s handles failures by itself, before the route that calls it can name their class"
                                .formatted(route.getRouteId()),
                        "add errorHandler: {noErrorHandler: {}}"));
    }
}
