package serai.check.files;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;

import java.util.stream.Stream;

/** A routeConfiguration without an id holds for all routes. */
final class RouteConfigurationHasId implements Rule {

    @Override
    public String id() {
        return "route-configuration-without-id";
    }

    @Override
    public String meaning() {
        return "A `routeConfiguration` without an `id` holds for every route, those of a host too: its `onException` would handle "
                + "failures before the one that names their class.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return configuration.items(item -> item.key().equals("routeConfiguration")).filter(found -> found.file().below(found.item())
                .noneMatch(below -> below.path().equals(found.item().path() + "/id")))
                .map(found -> error(found.place(), "this routeConfiguration has no id, and so holds for every route",
                        "give it an id, and name that as routeConfigurationId of the routes that it is for"));
    }
}
