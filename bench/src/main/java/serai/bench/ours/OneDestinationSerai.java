package serai.bench.ours;

import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.EventNotifier;
import serai.DirectAppends;
import serai.Serai;
import serai.journal.Balance;
import serai.journal.JournalReport;
import serai.journal.JournalWriter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Serai in this process with the route of one destination, as shipped, and no source: records are appended to its journal
 * directly. The destination does nothing until it is started.
 */
public final class OneDestinationSerai implements AutoCloseable {

    private static final Path ROUTES = Path.of("routes");
    private static final Duration LOOK_EVERY = Duration.ofMillis(5);

    private final String destination;
    private final Path folder;
    private final Properties settings = new Properties();
    private final DefaultCamelContext context = new DefaultCamelContext();

    /** @param folder empty, for routes and data */
    public OneDestinationSerai(String destination, Path folder) {
        this.destination = destination;
        this.folder = folder;
        settings.setProperty("serai.data", data().toString());
        settings.setProperty("serai.routes", "file:" + folder.resolve("routes"));
        settings.setProperty("serai.praesidium.password", "none signs in");
    }

    public OneDestinationSerai with(String setting, String value) {
        settings.setProperty(setting, value);
        return this;
    }

    /** Has a listener told what happens in the routes. */
    public OneDestinationSerai telling(EventNotifier listener) {
        context.getManagementStrategy().addEventNotifier(listener);
        return this;
    }

    /** Opens the journal, and makes the route ready to be started. */
    public OneDestinationSerai open() throws Exception {
        copy(ROUTES.resolve("errors-delivery.camel.yaml"));
        copy(ROUTES.resolve("destination-" + destination + ".camel.yaml"));
        try (Stream<Path> files = Files.walk(ROUTES.resolve("sql"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                copy(file);
            }
        }
        context.getPropertiesComponent().setInitialProperties(settings);
        context.setAutoStartup(false);
        context.disableJMX(); // as application.properties has it
        Serai.addTo(context);
        context.start();
        return this;
    }

    private void copy(Path file) throws IOException {
        Path to = folder.resolve("routes").resolve(ROUTES.relativize(file));
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
    }

    /** Where records are appended. */
    public JournalWriter writer() {
        return DirectAppends.to(context);
    }

    public Map<String, Balance> balances() {
        return context.getRegistry().findSingleByType(JournalReport.class).balances();
    }

    public Path data() {
        return folder.resolve("data");
    }

    public void start() throws Exception {
        context.getRouteController().startRoute("destination-" + destination);
    }

    /** Returns when nothing is in flight any more. */
    public void stop() throws Exception {
        context.getRouteController().stopRoute("destination-" + destination);
    }

    /** Waits until the cursor stands at the end. @throws IllegalStateException if a record is dead */
    public void untilDelivered() {
        Balance balance = balances().get(destination);
        while (balance.pending() > 0) {
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
            balance = balances().get(destination);
        }
        if (balance.deadLettered() > 0) {
            throw new IllegalStateException(destination + " has refused " + balance.deadLettered() + " records");
        }
    }

    @Override
    public void close() {
        context.stop();
    }
}
