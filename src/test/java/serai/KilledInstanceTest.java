package serai;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import serai.sandbox.SandboxHttp;
import serai.sandbox.servicebus.NamespaceBuilder;
import serai.sandbox.servicebus.ServiceBusNamespace;
import serai.testkit.EmbeddedSerai;
import serai.testkit.Kept;
import serai.testkit.PrivateFolder;
import serai.testkit.SharedPostgres;
import serai.testkit.Skipped;
import serai.testkit.process.SeraiFolder;
import serai.testkit.process.SeraiProcess;
import serai.testkit.process.SimulatedPlatforms;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two instances as processes on one journal, under load from both sources: one is killed, and paused for longer than its leases.
 * The other goes on; nothing is lost, and nothing doubled.
 */
class KilledInstanceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LOCK = Duration.ofSeconds(3);
    private static final int DELIVERIES_MAX = 1_000;
    private static final String LEASES = "SELECT count(*) FROM lease JOIN instance ON instance.id = lease.instance "
            + "WHERE host = '%s' AND until > now()";
    private static final String DELIVERED = "SELECT sum(delivered) FROM destination";
    private static final String TABLES = "SELECT record_id FROM logged_in UNION ALL SELECT record_id FROM course_started UNION ALL "
            + "SELECT record_id FROM module_completed UNION ALL SELECT record_id FROM course_completed UNION ALL "
            + "SELECT record_id FROM learning_path_completed";

    @TempDir
    private Path path;
    private String journal;
    private String warehouse;

    @Test
    void theOtherInstanceGoesOnAndNothingIsLostOrDoubled() throws Exception {
        Skipped.unless(!OS.WINDOWS.isCurrentOs(), "NO INSTANCE WAS PAUSED: Windows has no SIGSTOP");
        journal = SharedPostgres.database();
        warehouse = SharedPostgres.database();
        try (ServiceBusNamespace namespace = new NamespaceBuilder().port(0).topic(EmbeddedSerai.TOPIC, "serai").lockDuration(LOCK)
                .maxDeliveryCount(DELIVERIES_MAX).build().start();
                SandboxHttp http = new SandboxHttp("127.0.0.1", 0).start()) {
            SeraiFolder one = folder("one", namespace, http);
            SeraiFolder other = folder("other", namespace, http);
            try (SeraiProcess stays = other.start("run").untilRunning();
                    SimulatedPlatforms platforms = new SimulatedPlatforms(other.webhook(), namespace)) {
                await().atMost(PATIENCE).until(() -> leases("other") == 3);
                try (SeraiProcess killed = one.start("run").untilRunning()) {
                    await().atMost(PATIENCE).until(() -> leases("one") > 0);
                    killed.runsFor(Duration.ofSeconds(2));
                    killed.kill();
                }
                long begin = System.nanoTime();
                await().atMost(PATIENCE).until(() -> leases("other") == 3);
                System.out.printf("taken over after %.1f s%n", (System.nanoTime() - begin) / 1e9);

                try (SeraiProcess paused = one.start("run").untilRunning()) {
                    await().atMost(PATIENCE).until(() -> leases("one") > 0);
                    signal("STOP", paused);
                    await().atMost(PATIENCE).until(() -> leases("other") == 3);
                    long before = number(DELIVERED);
                    await().atMost(PATIENCE).until(() -> number(DELIVERED) > before);
                    signal("CONT", paused);
                    await().atMost(PATIENCE).until(() -> leases("one") > 0);
                    platforms.end();
                    await().atMost(PATIENCE).until(() -> number("SELECT sum(pending) FROM destination") == 0
                            && namespace.counts(EmbeddedSerai.SUBSCRIPTION).active() == 0
                            && namespace.counts(EmbeddedSerai.SUBSCRIPTION).locked() == 0);
                }
                assertThat(stays.terminate().exitCode()).isEqualTo(143);
                Set<String> acknowledged = new HashSet<>(platforms.accepted());
                acknowledged.addAll(platforms.sent());
                findsAllOnce(acknowledged.size(), http);
            }
        }
    }

    private SeraiFolder folder(String name, ServiceBusNamespace namespace, SandboxHttp http) throws IOException {
        return new SeraiFolder(PrivateFolder.make(path.resolve(name)))
                .with("serai.servicebus.connection", namespace.connectionString())
                .with("serai.lrs.url", http.uri() + "/lrs")
                .with("serai.journal.url", journal).with("serai.journal.username", SharedPostgres.USER)
                .with("serai.journal.password", SharedPostgres.USER).with("serai.journal.instance", name)
                .with("serai.archive.on", "other")
                .with("serai.warehouse.url", warehouse).with("serai.warehouse.username", SharedPostgres.USER)
                .with("serai.warehouse.password", SharedPostgres.USER);
    }

    private static void signal(String name, SeraiProcess process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor()).isZero();
    }

    private long leases(String instance) throws SQLException {
        return number(LEASES.formatted(instance));
    }

    private long number(String sql) throws SQLException {
        String found = SharedPostgres.rows(journal, sql).get(0);
        return found.equals("null") ? 0 : Long.parseLong(found);
    }

    private void findsAllOnce(int events, SandboxHttp http) throws SQLException {
        List<String> statements =
                http.lrs().statements().stream().map(statement -> statement.path("id").asText()).sorted().toList();
        assertThat(statements).doesNotHaveDuplicates();
        assertThat(statements.size()).as("events of which the platforms know that they are safe").isGreaterThanOrEqualTo(events);
        assertThat(SharedPostgres.rows(warehouse, TABLES).stream().sorted().toList().equals(statements)).as("warehouse").isTrue();
        assertThat(new Kept(path.resolve("other/data")).archived(".jsonl")).hasSameSizeAs(statements).doesNotHaveDuplicates();
        assertThat(SharedPostgres.rows(journal, "SELECT name, routed, delivered, pending, dead_lettered, dropped FROM destination "
                + "ORDER BY name")).containsExactly("archive|%1$s|%1$s|0|0|0".formatted(statements.size()),
                        "lrs|%1$s|%1$s|0|0|0".formatted(statements.size()),
                        "warehouse|%1$s|%1$s|0|0|0".formatted(statements.size()));
        System.out.printf("%s events, each everywhere once%n", statements.size());
    }
}
