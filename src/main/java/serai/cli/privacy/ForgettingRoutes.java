package serai.cli.privacy;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Route;
import org.jspecify.annotations.Nullable;
import serai.cli.operate.CommandContext;
import serai.journal.Appended;
import serai.journal.DestinationName;
import serai.journal.Inbox;
import serai.journal.JournalReport;
import serai.journal.camel.JournalEndpoint;
import serai.model.LearningRecord;
import serai.model.trace.TraceContext;
import serai.rehearsal.IsolatedRoutes;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The routes of one destination's file in {@code routes/forget}, and the destination's own, in a context of their own. */
final class ForgettingRoutes implements AutoCloseable {

    /** Header in which a route leaves a line about what is to be done by hand. */
    private static final String LEFT = "left";

    private final CommandContext command;
    private final String destination;
    private final IsolatedRoutes routes;
    private @Nullable String left; // null as long as nothing is left to be done by hand

    /** @throws Exception if the routes can't be built; the message has one line */
    ForgettingRoutes(CommandContext command, String destination) throws Exception {
        this.command = command;
        this.destination = destination;
        this.routes = command.routes(List.of("destination-" + destination + ".camel.yaml", "forget/" + destination + ".yaml"),
                new NoInbox());
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

    /** The endpoint that the destination's own route reads; it knows what the destination may carry of learners. */
    JournalEndpoint reading() {
        return (JournalEndpoint) routes.reading(DestinationName.SCHEME + destination)
                .orElseThrow(() -> new IllegalArgumentException("no route reads journal:" + destination)).getEndpoint();
    }

    /** The route that reads {@code direct:ACT-NAME}, such as {@code direct:forget-warehouse}; empty if there is none. */
    Optional<Route> of(String act) {
        return routes.reading("direct:%s-%s".formatted(act, destination));
    }

    /** The route that reads {@code direct:forget-NAME-records}; empty if there is none. */
    Optional<Route> ofRecords() {
        return routes.reading("direct:forget-%s-records".formatted(destination));
    }

    /**
     * @param why the operator's reason; the route gets it as a header
     * @return the number that the route has left as the body
     */
    long run(Route route, Object body, String why) {
        return routes.run(route, message -> give(message, body, why), this::rows);
    }

    private void give(Message message, Object body, String why) {
        Supplier<JournalReport.Remembered> remembered = () -> command.operations().destinations().remembered(destination);
        message.setBody(body);
        message.setHeader("why", why);
        message.getExchange().setProperty(JournalReport.Remembered.PROPERTY, remembered);
    }

    private long rows(Exchange exchange) {
        if (exchange.getException() != null) {
            throw new IllegalStateException(exchange.getException());
        }
        Long rows = exchange.getMessage().getBody(Long.class);
        if (rows == null) {
            throw new IllegalArgumentException("its route does not leave the number of rows as the body");
        }
        String stays = exchange.getMessage().getHeader(LEFT, String.class);
        if (left == null) {
            left = stays;
        }
        return rows;
    }

    /** What a route has said is left to be done by hand, in one line; null if nothing is. */
    @Nullable
    String left() {
        return left;
    }

    @Override
    public void close() {
        routes.close();
    }
}
