package serai.cli.privacy;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.jspecify.annotations.Nullable;
import serai.cli.operate.CommandContext;
import serai.journal.Appended;
import serai.journal.Inbox;
import serai.journal.camel.JournalEndpoint;
import serai.journal.operations.person.Person;
import serai.model.FailureText;
import serai.model.LearningRecord;
import serai.model.Platform;
import serai.model.trace.TraceContext;
import serai.rehearsal.IsolatedRoutes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Has destinations delete what they have of a person: each that has a route for it, in {@code routes/forget/NAME.yaml},
 * which reads {@code direct:forget-NAME} and may use the beans of {@code destination-NAME.camel.yaml}. The route gets one account
 * at a time, as the destination knows it: a map with {@code platform} and {@code learner}. The body that it leaves is how many
 * rows it has deleted. It must be possible to run it again.
 */
final class DestinationErasure {

    private static final Pattern FILE = Pattern.compile(".*/forget/([a-z0-9-]+)\\.yaml");

    private final CommandContext command;

    DestinationErasure(CommandContext command) {
        this.command = command;
    }

    /**
     * What came of it at one destination.
     *
     * @param rows    how many it has deleted
     * @param failure why it has not deleted everything, in one line; null if it has
     */
    record Result(String destination, long rows, @Nullable String failure) {
    }

    /** Routes that forget append nothing. */
    private static final class NoInbox implements Inbox {
        @Override
        public CompletionStage<Appended> append(LearningRecord record, Set<String> destinations, @Nullable TraceContext trace) {
            throw new UnsupportedOperationException("a route that forgets can't append to the journal");
        }

        @Override
        public CompletionStage<Void> countFiltered(String source) {
            throw new UnsupportedOperationException("a route that forgets can't count events");
        }
    }

    /** The destinations that have such a route, by name. */
    List<String> destinations() throws Exception {
        return command.settings().forgettingRoutes().stream()
                .map(file -> FILE.matcher(file.getLocation().replaceFirst("^\\w+:", "/"))).filter(Matcher::matches)
                .map(file -> file.group(1)).sorted().toList();
    }

    /** Has each delete these accounts. One that fails does not keep the others from it. */
    List<Result> forget(Set<Person> accounts) throws Exception {
        List<Result> results = new ArrayList<>();
        for (String destination : accounts.isEmpty() ? List.<String>of() : destinations()) {
            results.add(forget(destination, accounts));
        }
        return results;
    }

    private Result forget(String destination, Set<Person> accounts) {
        long rows = 0;
        try (IsolatedRoutes routes = command.routes(List.of("destination-" + destination + ".camel.yaml",
                "forget/" + destination + ".yaml"), new NoInbox())) {
            Route route = route(routes, "direct:forget-" + destination);
            Endpoint reading = route(routes, "journal:" + destination).getEndpoint();
            for (Person account : accounts) {
                Platform platform = Objects.requireNonNull(account.platform(), "an account has a platform");
                String learner = ((JournalEndpoint) reading).learner(platform, account.identifier());
                if (learner != null) {
                    rows += routes.run(route,
                            message -> message.setBody(Map.of("platform", platform.name(), "learner", learner)),
                            DestinationErasure::rows);
                }
            }
            return new Result(destination, rows, null);
        } catch (Exception e) {
            return new Result(destination, rows, FailureText.innermostLine(e));
        }
    }

    private static Route route(IsolatedRoutes routes, String uri) {
        return routes.reading(uri).orElseThrow(() -> new IllegalArgumentException("no route reads " + uri));
    }

    private static long rows(Exchange exchange) {
        if (exchange.getException() != null) {
            throw new IllegalStateException(exchange.getException());
        }
        Long rows = exchange.getMessage().getBody(Long.class);
        if (rows == null) {
            throw new IllegalArgumentException("its route does not leave the number of rows as the body");
        }
        return rows;
    }
}
