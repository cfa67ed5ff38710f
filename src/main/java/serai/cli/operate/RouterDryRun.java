package serai.cli.operate;

import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.jspecify.annotations.Nullable;
import serai.journal.Appended;
import serai.journal.Inbox;
import serai.journal.UnkeptEventException;
import serai.model.LearningRecord;
import serai.model.trace.TraceContext;
import serai.rehearsal.IsolatedRoutes;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Runs only the router's route, and appends nothing, to find out which destinations it chooses. */
public final class RouterDryRun implements AutoCloseable {

    public static final String FILE = "router.camel.yaml";

    private static final String ROUTER = "direct:router";

    private final Set<String> named = new TreeSet<>();
    private final IsolatedRoutes router;

    /** @throws Exception if the file is missing, or the route can't run without others; the message has one line */
    RouterDryRun(CommandContext command) throws Exception {
        router = command.routes(List.of(FILE), new Inbox() {
            @Override
            public CompletionStage<Appended> append(LearningRecord record, Set<String> destinations, @Nullable TraceContext trace) {
                named.addAll(destinations);
                return CompletableFuture.completedFuture(Appended.STORED);
            }

            @Override
            public CompletionStage<Void> countFiltered(String source) {
                return CompletableFuture.completedFuture(null);
            }
        });
    }

    /** The destinations that the router chooses for a record now; not safe for use by several threads. */
    Set<String> destinations(LearningRecord record) {
        named.clear();
        Route route = router.reading(ROUTER)
                .orElseThrow(() -> new IllegalArgumentException("the route in %s does not read %s".formatted(FILE, ROUTER)));
        return router.run(route, message -> {
            message.setBody(record);
            message.setHeader("type", record.type()); // the header that a source sets
        }, exchange -> result(exchange, record));
    }

    private Set<String> result(Exchange exchange, LearningRecord record) {
        if (exchange.getException() != null && !(exchange.getException() instanceof UnkeptEventException)) {
            throw new IllegalStateException("the router failed for record " + record, exchange.getException());
        }
        return Set.copyOf(named);
    }

    @Override
    public void close() {
        router.close();
    }
}
