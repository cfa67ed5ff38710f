package serai.check.files;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Place;
import serai.check.Rule;

import java.util.Set;
import java.util.stream.Stream;

/** Camel silently ignores a file that has nothing in it that Camel knows. */
final class FileHasRoutes implements Rule {

    @Override
    public String id() {
        return "nothing-in-file";
    }

    @Override
    public String meaning() {
        return "A file among the routes has no route, `routeConfiguration` or bean at its top level. Camel passes over most "
                + "such files in "
                + "silence.";
    }

    private static final Set<String> KNOWN = Set.of("route", "routeConfiguration", "beans", "from", "rest", "restConfiguration",
            "routeTemplate", "templatedRoute", "onException", "errorHandler", "intercept", "interceptFrom",
            "interceptSendToEndpoint", "onCompletion", "transformers", "validators", "dataFormats");

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return configuration.files().stream()
                .filter(file -> file.isBlank() || !configuration.unloaded().containsKey(file.location())
                        && file.items().noneMatch(item -> item.path().matches("//\\w+") && KNOWN.contains(item.key())))
                .map(file -> error(Place.of(file.name()), "there is no route in this file",
                        "begin with - route:, or move the file elsewhere"));
    }
}
