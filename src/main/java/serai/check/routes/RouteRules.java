package serai.check.routes;

import serai.check.Rule;

import java.util.List;

/** The rules of routes. */
public final class RouteRules {

    private RouteRules() {
    }

    /** All of them, in the order in which documents list them. */
    public static List<Rule> all() {
        return List.of(new DestinationIsRead(), new DestinationIsStarted(), new DestinationIsNamed(), new SegmentExists(),
                new EndpointIsReadOnce(),
                new NamedInTime(), new NothingNamedByDestination(),
                new FailuresClassified(), new RestIsNamed(), new DataTypeExists(), new StatementIsUsed(), new ReplayedOnceExists(),
                new LoggedRouteExists());
    }
}
