package serai.check.traps;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A key beside the routes that holds for the whole file: it acts before the routeConfiguration that a route names. */
final class NothingForAWholeFile implements Rule {

    private static final Pattern BESIDE = Pattern.compile("//(onException|errorHandler|onCompletion)");
    private static final Pattern INTERCEPTING = Pattern.compile(".*/(intercept|interceptFrom|interceptSendToEndpoint)");

    @Override
    public String id() {
        return "holds-for-a-file";
    }

    @Override
    public String meaning() {
        return "An `onException`, `errorHandler` or `onCompletion` beside the routes of a file holds for all of them, and takes failures "
                + "before the `routeConfiguration` can name their class or answer a publisher. An `intercept` that stops events or "
                + "skips their steps makes them count as delivered.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        Stream<Finding> beside = configuration.items(item -> BESIDE.matcher(item.path()).matches())
                .map(found -> error(found.place(),
                        "%s holds for all routes of this file, before the routeConfiguration that they name".formatted(
                                found.item().key()),
                        "put it into a routeConfiguration, such as that of errors-delivery.camel.yaml"));
        Stream<Finding> intercepting = configuration.items(item -> INTERCEPTING.matcher(item.path()).matches())
                .flatMap(found -> taking(found).stream().map(taken -> error(taken.place(),
                        "this stops events or skips their steps: they count as delivered, or are not kept",
                        "take it out, or leave records out by a filter in the route")));
        return Stream.concat(beside, intercepting);
    }

    /** The step or option that keeps an intercepted event from going on. */
    private static Optional<Configuration.Found> taking(Configuration.Found intercepting) {
        return intercepting.file().below(intercepting.item()).filter(item -> item.key().equals("stop")
                || item.key().equals("skipSendToOriginalEndpoint") && item.text().filter("true"::equals).isPresent())
                .findFirst().map(item -> new Configuration.Found(intercepting.file(), item));
    }
}
