package serai.cli.operate;

import org.apache.camel.CamelExecutionException;
import serai.model.LearningRecord;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Runs only the router's route, and appends nothing, to find out which destinations it chooses. */
public final class RouterDryRun implements AutoCloseable {

    public static final String FILE = "router.camel.yaml";

    private final Set<String> named = new TreeSet<>();
    private final IsolatedRoutes router;

    /** @throws Exception as {@link IsolatedRoutes} */
    RouterDryRun(CommandContext command) throws Exception {
        router = new IsolatedRoutes(command, List.of(FILE), Map.of(), (record, destinations) -> named.addAll(destinations));
    }

    /** The destinations that the router chooses for a record now; not safe for use by several threads. */
    Set<String> destinations(LearningRecord record) {
        named.clear();
        try {
            router.send("direct:router", record, Map.of("type", record.type())); // the header that a source sets
        } catch (CamelExecutionException e) {
            throw new IllegalStateException("the router failed for record " + record, e.getCause());
        }
        return Set.copyOf(named);
    }

    @Override
    public void close() {
        router.close();
    }
}
