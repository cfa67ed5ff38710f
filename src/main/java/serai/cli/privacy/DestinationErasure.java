package serai.cli.privacy;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.jspecify.annotations.Nullable;
import serai.cli.operate.CommandContext;
import serai.journal.Appended;
import serai.journal.Inbox;
import serai.journal.JournalReport;
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
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Has destinations delete what they have of a person: each that has a route for it, in {@code routes/forget/NAME.yaml},
 * which reads {@code direct:forget-NAME} and may use the beans of {@code destination-NAME.camel.yaml}. The route gets one account
 * at a time, as the destination knows it: a map with {@code platform} and {@code learner}. The body that it leaves is how many
 * rows it has deleted; the header {@code left}, if something is left to be done by hand, says what. It must be possible to run it
 * again. A second route in the file may read {@code direct:count-NAME} and leave how many rows there are; it changes nothing.
 */
final class DestinationErasure {

    private static final Pattern FILE = Pattern.compile(".*/forget/([a-z0-9-]+)\\.yaml");

    private static final String NO_ROUTE = "no route reads ";
    /** Header in which a route leaves a line about what is to be done by hand. */
    private static final String LEFT = "left";

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

    /**
     * Has each delete these accounts. One that fails does not keep the others from it.
     *
     * @param why the operator's reason; the routes get it as the header {@code why}
     */
    List<Result> forget(Set<Person> accounts, String why) throws Exception {
        List<Result> results = new ArrayList<>();
        for (String destination : accounts.isEmpty() ? List.<String>of() : destinations()) {
            results.add(run("forget", destination, accounts, why));
        }
        return results;
    }

    /** What each would delete; only of those whose files have a second route, which reads {@code direct:count-NAME}. */
    List<Result> count(Set<Person> accounts) throws Exception {
        List<Result> results = new ArrayList<>();
        for (String destination : accounts.isEmpty() ? List.<String>of() : destinations()) {
            Result counted = run("count", destination, accounts, "");
            if (counted.failure() == null || !counted.failure().startsWith(NO_ROUTE)) {
                results.add(counted);
            }
        }
        return results;
    }

    private Result run(String act, String destination, Set<Person> accounts, String why) {
        long rows = 0;
        List<String> left = new ArrayList<>();
        try (IsolatedRoutes routes = command.routes(List.of("destination-" + destination + ".camel.yaml",
                "forget/" + destination + ".yaml"), new NoInbox())) {
            Route route = route(routes, "direct:%s-%s".formatted(act, destination));
            Endpoint reading = route(routes, "journal:" + destination).getEndpoint();
            for (Person account : accounts) {
                Platform platform = Objects.requireNonNull(account.platform(), "an account has a platform");
                String learner = ((JournalEndpoint) reading).learner(platform, account.identifier());
                if (learner != null) {
                    rows += routes.run(route,
                            message -> {
                                message.setBody(Map.of("platform", platform.name(), "learner", learner));
                                message.setHeader("why", why);
                                message.getExchange().setProperty(JournalReport.Remembered.PROPERTY, remembered(destination));
                            },
                            exchange -> rows(exchange, left));
                }
            }
            return new Result(destination, rows, left.isEmpty() ? null : left.get(0));
        } catch (Exception e) {
            return new Result(destination, rows, FailureText.innermostLine(e));
        }
    }

    private static Route route(IsolatedRoutes routes, String uri) {
        return routes.reading(uri).orElseThrow(() -> new IllegalArgumentException(NO_ROUTE + uri));
    }

    private Supplier<JournalReport.Remembered> remembered(String destination) {
        return () -> command.operations().destinations().remembered(destination);
    }

    private static long rows(Exchange exchange, List<String> left) {
        if (exchange.getException() != null) {
            throw new IllegalStateException(exchange.getException());
        }
        Long rows = exchange.getMessage().getBody(Long.class);
        if (rows == null) {
            throw new IllegalArgumentException("its route does not leave the number of rows as the body");
        }
        String stays = exchange.getMessage().getHeader(LEFT, String.class);
        if (stays != null) {
            left.add(stays);
        }
        return rows;
    }
}
