package serai.instances;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.operations.JournalOperations;
import serai.journal.postgresql.PostgresqlAddress;
import serai.sandbox.servicebus.queue.EntityCounts;
import serai.testkit.EmbeddedSerai;
import serai.testkit.Kept;
import serai.testkit.SharedPostgres;
import serai.testkit.Skipped;
import serai.testkit.process.SimulatedPlatforms;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Three instances under load from both sources, and one fault after the other, of one or two of them or of the database. Another
 * takes over; in the end nothing is lost, nothing is doubled, and what was posted in order has arrived in order.
 * {@code -Dserai.instances.faults=} says how many, {@code -Dseed=} repeats.
 */
class InstanceFaultsTest {

    private static final long SEED = Long.getLong("seed", new Random().nextInt(1_000_000));
    private static final int FAULTS = Integer.getInteger("serai.instances.faults");
    private static final List<String> INSTANCES = List.of("a", "b", "c");

    private static final Duration PATIENCE = Duration.ofSeconds(150);
    /** So few faults befall them in a build, where other tests run beside this one. */
    private static final int FEW = 5;
    /** Another instance delivers after this time at the most: the campaign holds it to what is promised. */
    private static final Duration TAKEOVER_MAX = Duration.ofSeconds(FAULTS > FEW ? 15 : 45);
    /** Longer than a lease, and than the time that one may hang inside a transaction. */
    private static final Duration FAULT_LASTS = Duration.ofSeconds(12);
    private static final JsonMapper JSON = new JsonMapper();
    private static final String DELIVERED = "SELECT sum(delivered) FROM destination WHERE name = '%s'";
    private static final String TABLES = "SELECT record_id FROM logged_in UNION ALL SELECT record_id FROM course_started UNION ALL "
            + "SELECT record_id FROM module_completed UNION ALL SELECT record_id FROM course_completed UNION ALL "
            + "SELECT record_id FROM learning_path_completed";

    @TempDir
    private Path path;
    private final Random random = new Random(SEED);
    private final List<Fault> faults = new ArrayList<>();
    /** Faults after which it took too long: told in the end, so that what they do to the events is seen as well. */
    private final List<String> late = new ArrayList<>();

    @Test
    void nothingIsLostDoubledOrDisorderedWhateverBefallsThreeInstances() throws Exception {
        Skipped.unless(!OS.WINDOWS.isCurrentOs(), "NO INSTANCE WAS STOPPED: Windows has no SIGSTOP");
        System.out.printf("To repeat: -Dseed=%s -Dserai.instances.faults=%s%n", SEED, FAULTS);
        try (SeveralInstances all = new SeveralInstances(path, INSTANCES.toArray(String[]::new))) {
            all.start("a"); // makes the tables
            all.begin("b");
            all.begin("c");
            try (SimulatedPlatforms platforms = new SimulatedPlatforms(all.webhooks(), all.namespace())) {
                for (int i = 0; i < FAULTS; i++) {
                    untilAllAreThere(all);
                    befall(all, next());
                }
                untilAllAreThere(all);
                platforms.end();
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(waiting(all)).isEmpty());
                Set<String> acknowledged = new HashSet<>(platforms.accepted());
                acknowledged.addAll(platforms.sent());
                findsAllOnceAndInOrder(all, acknowledged);
            }
        }
        assertThat(late).as("longer than " + TAKEOVER_MAX).isEmpty();
    }

    /** What is not delivered yet, and by whom it should be; for whoever reads why a test has failed, too. */
    private static List<String> waiting(SeveralInstances all) throws SQLException {
        List<String> waiting = new ArrayList<>(SharedPostgres.rows(all.journal(), """
                SELECT name, 'cursor ' || cursor, 'pending ' || pending, host, 'until ' || until, 'now ' || now()
                FROM destination LEFT JOIN lease ON destination = name LEFT JOIN instance ON instance.id = lease.instance
                WHERE pending > 0"""));
        EntityCounts counts = all.namespace().counts(EmbeddedSerai.SUBSCRIPTION);
        if (counts.active() + counts.locked() > 0) {
            waiting.add(counts.toString());
        }
        return waiting;
    }

    /** Each fault comes once before one comes again. */
    private Fault next() {
        if (faults.isEmpty()) {
            faults.addAll(List.of(Fault.values()));
            Collections.shuffle(faults, random);
        }
        return faults.remove(0);
    }

    /** Until each instance runs and delivers to one of the three destinations. */
    private static void untilAllAreThere(SeveralInstances all) {
        INSTANCES.forEach(name -> all.process(name).untilRunning());
        await().atMost(PATIENCE).until(() -> all.leases("a") == 1 && all.leases("b") == 1 && all.leases("c") == 1);
    }

    private void befall(SeveralInstances all, Fault fault) throws Exception {
        List<String> names = new ArrayList<>(INSTANCES);
        Collections.shuffle(names, random);
        List<String> victims = fault.isOfAll() ? List.of("") : names.subList(0, 1 + random.nextInt(2));
        for (String victim : victims) {
            fault.befalls(all, victim);
        }
        long begin = System.nanoTime();
        Map<String, Long> before = delivered(all, victims);
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> delivered(all, victims).entrySet().stream()
                .allMatch(one -> one.getValue() > before.get(one.getKey())) && (fault.isOfAll() || leases(all, victims) == 0));
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        String told = "%s %s: the others deliver after %.1f s".formatted(fault, String.join(" ", victims), took.toMillis() / 1e3);
        System.out.println(told);
        if (took.compareTo(TAKEOVER_MAX) > 0) {
            late.add(told);
        }
        Duration left = fault.isOfAll() ? Duration.ZERO : FAULT_LASTS.minus(took);
        if (!left.isNegative() && !left.isZero()) {
            standing(names, victims).runsFor(left, all);
        }
        for (String victim : victims) {
            fault.ends(all, victim);
        }
    }

    private record Standing(String instance) {
        private void runsFor(Duration time, SeveralInstances all) throws InterruptedException {
            all.process(instance).runsFor(time);
        }
    }

    private static Standing standing(List<String> names, List<String> victims) {
        return new Standing(names.stream().filter(name -> !victims.contains(name)).findFirst().orElseThrow());
    }

    private static long leases(SeveralInstances all, List<String> instances) throws SQLException {
        long leases = 0;
        for (String instance : instances) {
            leases += all.leases(instance);
        }
        return leases;
    }

    /** What has been delivered to each destination that must go on. */
    private static Map<String, Long> delivered(SeveralInstances all, List<String> victims) throws SQLException {
        Map<String, Long> delivered = new HashMap<>();
        for (String name : List.of("lrs", "warehouse", "archive")) {
            if (!name.equals("archive") || !victims.contains(SeveralInstances.ARCHIVING)) {
                delivered.put(name, all.number(DELIVERED.formatted(name)));
            }
        }
        return delivered;
    }

    private void findsAllOnceAndInOrder(SeveralInstances all, Set<String> acknowledged) throws Exception {
        List<JsonNode> statements = all.http().lrs().statements();
        List<String> ids = statements.stream().map(statement -> statement.path("id").asText()).sorted().toList();
        assertThat(ids).doesNotHaveDuplicates();
        Set<String> missing = new TreeSet<>(acknowledged);
        statements.forEach(statement -> missing.remove(statement.at("/actor/account/name").asText()));
        assertThat(missing).as("learners of events of which the platforms know that they are safe, and that are lost").isEmpty();
        assertThat(SharedPostgres.rows(all.warehouse(), TABLES).stream().sorted().toList().equals(ids)).as("warehouse").isTrue();
        List<String> lines = new Kept(path.resolve("a/data")).archived(".jsonl");
        List<JsonNode> archived = new ArrayList<>();
        for (String line : lines) {
            archived.add(JSON.readTree(line));
        }
        assertThat(archived.stream().map(line -> line.path("id").asText()).sorted().toList().equals(ids)).as("archive").isTrue();
        isInOrder("archive", archived.stream().map(line -> line.at("/learner/id").asText()).toList());
        isInOrder("lrs", statements.stream().map(statement -> statement.at("/actor/account/name").asText()).toList());
        assertThat(SharedPostgres.rows(all.journal(),
                "SELECT name, routed, delivered, pending, dead_lettered, dropped FROM destination ORDER BY name"))
                .containsExactly("archive|%1$s|%1$s|0|0|0".formatted(ids.size()), "lrs|%1$s|%1$s|0|0|0".formatted(ids.size()),
                        "warehouse|%1$s|%1$s|0|0|0".formatted(ids.size()));
        try (JournalOperations operations = JournalOperations.open(new PostgresqlAddress(all.journal(), SharedPostgres.USER,
                SharedPostgres.USER, Map.of()), Clock.systemUTC())) {
            assertThat(operations.records().verify(System.out::println).damaged()).isZero();
        }
        assertThat(all.number("SELECT sum(count) FROM record_batch")).as("recounted").isEqualTo(ids.size());
        for (String other : List.of("b", "c")) {
            assertThat(path.resolve(other).resolve("data/archive")).as("it writes no archive").doesNotExist();
            assertThat(all.process(other).errors()).doesNotContain("archive");
        }
        System.out.printf("%s events, each everywhere once, in order%n", ids.size());
    }

    /** Each thread has posted an event when the one before was accepted, and its learners count up. */
    private static void isInOrder(String where, List<String> learners) {
        Map<Long, Long> last = new HashMap<>();
        for (String learner : learners) {
            if (learner.length() == 36) {
                UUID number = UUID.fromString(learner);
                long before = last.getOrDefault(number.getMostSignificantBits(), 0L);
                assertThat(number.getLeastSignificantBits()).as("%s: %s", where, learner).isGreaterThan(before);
                last.put(number.getMostSignificantBits(), number.getLeastSignificantBits());
            }
        }
    }
}
