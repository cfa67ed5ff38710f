package serai.instances;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import serai.sandbox.SandboxHttp;
import serai.sandbox.servicebus.NamespaceBuilder;
import serai.sandbox.servicebus.ServiceBusNamespace;
import serai.testkit.EmbeddedSerai;
import serai.testkit.FreePort;
import serai.testkit.PrivateFolder;
import serai.testkit.SharedPostgres;
import serai.testkit.http.SilentNetwork;
import serai.testkit.process.SeraiFolder;
import serai.testkit.process.SeraiProcess;
import serai.testkit.process.SimulatedPlatforms;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Instances as processes on one journal, each of which reaches the database over a network of its own. The database is theirs
 * alone; the warehouse is another one. The broker and the LRS live on, whatever becomes of them.
 */
final class SeveralInstances implements AutoCloseable {

    /** The instance that writes the archive. */
    static final String ARCHIVING = "a";
    private static final Duration LOCK = Duration.ofSeconds(3);
    private static final int DELIVERIES_MAX = 1_000;

    private final Path path;
    private final int port = FreePort.number();
    private final ServiceBusNamespace namespace;
    private final SandboxHttp http;
    private final String warehouse;
    private final Map<String, SeraiFolder> folders = new LinkedHashMap<>();
    private final Map<String, SilentNetwork> networks = new LinkedHashMap<>();
    private final Map<String, SeraiProcess> processes = new LinkedHashMap<>();
    private EmbeddedPostgres postgres;

    /** Starts all but the instances. */
    SeveralInstances(Path path, String... names) throws IOException, SQLException {
        this.path = path;
        namespace = new NamespaceBuilder().port(0).topic(EmbeddedSerai.TOPIC, "serai").lockDuration(LOCK)
                .maxDeliveryCount(DELIVERIES_MAX).build().start();
        http = SimulatedPlatforms.http().start();
        warehouse = SharedPostgres.database();
        postgres = database();
        for (String name : names) {
            networks.put(name, new SilentNetwork(0, port));
            folders.put(name, folder(name));
        }
    }

    private EmbeddedPostgres database() throws IOException {
        return EmbeddedPostgres.builder().setPort(port).setDataDirectory(path.resolve("postgres")).setCleanDataDirectory(false)
                .setServerConfig("fsync", "on").setServerConfig("full_page_writes", "on").start();
    }

    private SeraiFolder folder(String name) throws IOException {
        return new SeraiFolder(PrivateFolder.make(path.resolve(name)))
                .with("serai.servicebus.connection", namespace.connectionString())
                .with("serai.lrs.url", http.uri() + "/lrs")
                .with("serai.journal.url", "jdbc:postgresql://127.0.0.1:%s/postgres".formatted(networks.get(name).port()))
                .with("serai.journal.username", SharedPostgres.USER).with("serai.journal.password", SharedPostgres.USER)
                .with("serai.journal.instance", name).with("serai.archive.on", ARCHIVING)
                .with("serai.warehouse.url", warehouse).with("serai.warehouse.username", SharedPostgres.USER)
                .with("serai.warehouse.password", SharedPostgres.USER);
    }

    /** Starts an instance, and waits until it runs. */
    void start(String name) throws IOException {
        begin(name);
        processes.get(name).untilRunning();
    }

    /** Starts an instance. */
    void begin(String name) throws IOException {
        processes.put(name, folders.get(name).start("run"));
    }

    SeraiProcess process(String name) {
        return processes.get(name);
    }

    SeraiFolder folderOf(String name) {
        return folders.get(name);
    }

    SilentNetwork network(String name) {
        return networks.get(name);
    }

    List<URI> webhooks() {
        return folders.values().stream().map(SeraiFolder::webhook).toList();
    }

    ServiceBusNamespace namespace() {
        return namespace;
    }

    SandboxHttp http() {
        return http;
    }

    /** The journal's database, past all networks. */
    String journal() {
        return "jdbc:postgresql://127.0.0.1:%s/postgres".formatted(port);
    }

    String warehouse() {
        return warehouse;
    }

    /** Stops the database as an administrator would who is in a hurry, and starts it again. */
    void restartDatabase() throws IOException {
        postgres.close();
        postgres = database();
    }

    /** How many leases an instance has. */
    long leases(String instance) throws SQLException {
        return number("""
                SELECT count(*) FROM lease JOIN instance ON instance.id = lease.instance WHERE host = '%s' AND until > now()"""
                .formatted(instance));
    }

    long number(String sql) throws SQLException {
        String found = SharedPostgres.rows(journal(), sql).get(0);
        return found.equals("null") ? 0 : Long.parseLong(found);
    }

    @Override
    public void close() throws IOException {
        processes.values().forEach(SeraiProcess::close);
        for (SilentNetwork network : networks.values()) {
            network.close();
        }
        postgres.close();
        http.close();
        namespace.close();
    }
}
