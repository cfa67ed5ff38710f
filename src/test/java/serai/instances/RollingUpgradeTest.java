package serai.instances;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.EmbeddedSerai;
import serai.testkit.SharedPostgres;
import serai.testkit.process.SimulatedPlatforms;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two instances under load, exchanged one after the other for the next version ({@link NextVersion}). */
class RollingUpgradeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final String VERSIONS =
            "SELECT host, version FROM instance WHERE seen_at > now() - interval '6 s' ORDER BY host";

    @TempDir
    private Path path;

    @Test
    void oneAfterTheOtherIsExchangedForAnotherVersionWithASchemaOneAheadAndNothingIsLostOrDoubled() throws Exception {
        try (SeveralInstances all = new SeveralInstances(path, "a", "b")) {
            all.start("a");
            all.start("b");
            try (SimulatedPlatforms platforms = new SimulatedPlatforms(all.webhooks(), all.namespace())) {
                untilBothDeliver(all);
                Path next = NextVersion.make(path.resolve("next.jar"));

                exchange(all, "b", next);
                assertThat(SharedPostgres.rows(all.journal(), VERSIONS)).containsExactly("a|unknown", "b|" + NextVersion.VERSION);
                long before = all.number("SELECT sum(delivered) FROM destination WHERE name = 'archive'");
                await("the former version goes on beside the next").atMost(PATIENCE)
                        .until(() -> all.number("SELECT sum(delivered) FROM destination WHERE name = 'archive'") > before);

                exchange(all, "a", next);
                assertThat(SharedPostgres.rows(all.journal(), VERSIONS))
                        .containsExactly("a|" + NextVersion.VERSION, "b|" + NextVersion.VERSION);

                platforms.end();
                await().atMost(PATIENCE).until(() -> all.number("SELECT sum(pending) FROM destination") == 0
                        && all.namespace().counts(EmbeddedSerai.SUBSCRIPTION).active() == 0
                        && all.namespace().counts(EmbeddedSerai.SUBSCRIPTION).locked() == 0);
                Set<String> acknowledged = new HashSet<>(platforms.accepted());
                acknowledged.addAll(platforms.sent());
                isAllThereOnce(all, acknowledged);
            }
        }
    }

    /** SIGTERM, the next version, and its share of the leases comes back. */
    private static void exchange(SeveralInstances all, String instance, Path jar) throws Exception {
        long begin = System.nanoTime();
        assertThat(all.process(instance).terminate().exitCode()).isEqualTo(143);
        all.folderOf(instance).withJar(jar);
        all.start(instance);
        untilBothDeliver(all);
        System.out.printf("%s exchanged, with its share of the leases, after %.1f s%n", instance,
                (System.nanoTime() - begin) / 1e9);
    }

    private static void untilBothDeliver(SeveralInstances all) {
        await().atMost(PATIENCE).until(() -> all.leases("a") > 0 && all.leases("b") > 0 && all.leases("a") + all.leases("b") == 3);
    }

    private static void isAllThereOnce(SeveralInstances all, Set<String> acknowledged) throws SQLException {
        List<String> statements = all.http().lrs().statements().stream().map(one -> one.path("id").asText()).sorted().toList();
        assertThat(statements).doesNotHaveDuplicates();
        Set<String> missing = new TreeSet<>(acknowledged);
        all.http().lrs().statements().forEach(one -> missing.remove(one.at("/actor/account/name").asText()));
        assertThat(missing).as("learners of events that were acknowledged, and are lost").isEmpty();
        assertThat(SharedPostgres.rows(all.journal(), "SELECT routed, delivered, pending, dead_lettered, dropped FROM destination"))
                .hasSize(3).containsOnly("%1$s|%1$s|0|0|0".formatted(statements.size()));
        System.out.printf("%s events, each everywhere once%n", statements.size());
    }
}
