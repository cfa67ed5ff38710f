package serai;

import org.apache.camel.Processor;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Balance;
import serai.journal.JournalUnavailableException;
import serai.testkit.OneDestination;
import serai.testkit.Records;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Destinations and the journal fail in many ways at the same time, and somebody who knows nothing of Serai's inside looks on:
 * records were kept for a destination, and its route is not given any. Health may not be UP meanwhile for longer than the
 * bound. {@code -Dserai.standstill.rounds=} says how often, {@code -Dseed=} repeats.
 */
class StandstillTest {

    private static final int ROUNDS = Integer.getInteger("serai.standstill.rounds", 1);
    private static final long SEED = Long.getLong("seed", new Random().nextInt(1_000_000));
    private static final List<String> DESTINATIONS = IntStream.range(0, 8).mapToObj(i -> "hr" + i).toList();
    private static final int STALLED_MILLIS = 3_000;
    /** What is pending and given to nobody is looked for every five seconds. */
    private static final Duration BOUND = Duration.ofMillis(STALLED_MILLIS + 5_000);
    private static final Duration ROUND = BOUND.plusMillis(2_000);
    private static final long LOOK_MILLIS = 50;
    private static final int RECORDS = 40;

    /** What is wrong with a destination for a round. */
    private enum Fault {
        NONE, FAILS, THROWS_AN_ERROR, LEAVES_AN_INTERRUPT, HANGS, HANGS_AFTER_SOME, ROUTE_STOPPED
    }

    /** What is wrong with the journal for a round. */
    private enum JournalFault {
        NONE, CAN_NOT_BE_READ, CAN_NOT_BE_WRITTEN_TO
    }

    /** A destination's route, and what somebody outside sees of it. */
    private static final class Destination implements Processor {

        private final AtomicInteger taken = new AtomicInteger();
        private final Phaser lifted = new Phaser(1);
        private final Random random;
        private volatile Fault fault = Fault.NONE;
        private volatile long lastSign = System.nanoTime();
        private volatile long delivered;
        private volatile long kept;

        private Destination(long seed) {
            this.random = new Random(seed);
        }

        @Override
        public void process(org.apache.camel.Exchange exchange) throws Exception {
            lastSign = System.nanoTime();
            try {
                int phase = lifted.getPhase();
                switch (fault) {
                    case FAILS -> throw new IOException("the endpoint is down");
                    case THROWS_AN_ERROR -> throw random.nextBoolean() ? new OutOfMemoryError("Java heap space")
                            : new NoClassDefFoundError("com/example/Gone");
                    case LEAVES_AN_INTERRUPT -> Thread.currentThread().interrupt();
                    case HANGS -> lifted.awaitAdvance(phase);
                    case HANGS_AFTER_SOME -> {
                        if (taken.incrementAndGet() % 10 == 0) {
                            lifted.awaitAdvance(phase);
                        }
                    }
                    default -> {
                    }
                }
            } finally {
                lastSign = System.nanoTime();
            }
        }

        /** Whether it has been given nothing for longer than the bound, though there is something. */
        private boolean standsStill(long now) {
            return kept > delivered && now - lastSign > BOUND.toNanos();
        }

        /** Whoever had nothing before has not stood still until now. */
        private void hasKept(long number) {
            lastSign = System.nanoTime();
            kept = number;
        }

        private void hasDelivered(long number) {
            if (number > delivered) {
                lastSign = System.nanoTime();
                delivered = number;
            }
        }
    }

    @TempDir
    private Path folder;
    private final Map<String, Destination> destinations = new TreeMap<>();
    private final Map<String, Long> standingStill = new TreeMap<>();
    private final List<String> upMeanwhile = new ArrayList<>();
    private OneDestination serai;
    private long looks;
    private long nanosUpMeanwhile;
    private int learners;

    @Test
    void healthIsNeverUpForLongerThanItsBoundWhileSomethingStandsStill() throws Exception {
        System.out.printf("To repeat: -Dseed=%s -Dserai.standstill.rounds=%s%n", SEED, ROUNDS);
        Random random = new Random(SEED);
        start();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                JournalFault ofTheJournal = round == 0 ? JournalFault.NONE
                        : JournalFault.values()[random.nextInt(JournalFault.values().length)];
                round(ofTheJournal, round == 0 ? everyFault() : faults(random));
            }
        } finally {
            destinations.values().forEach(one -> one.lifted.arrive());
            serai.close();
        }
        System.out.printf(
                "%s looks in %s rounds; seconds of standing still for longer than %s s, by fault: %s; health was UP meanwhile for %s ms%n",
                looks, ROUNDS, BOUND.toSeconds(), standingStill.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                        one -> one.getValue() / 1_000_000_000, (a, b) -> a, TreeMap::new)),
                nanosUpMeanwhile / 1_000_000);

        assertThat(standingStill).as("something did stand still").containsKeys("HANGS", "ROUTE_STOPPED");
        assertThat(upMeanwhile).isEmpty();
    }

    private void start() throws Exception {
        serai = new OneDestination(DESTINATIONS.get(0), folder).with("serai.delivery.stalled.ms", STALLED_MILLIS);
        List<Object> beans = new ArrayList<>();
        for (String name : DESTINATIONS) {
            destinations.put(name, new Destination(SEED + destinations.size()));
            beans.add("step-" + name);
            beans.add(destinations.get(name));
            serai.withRoute("destination-%s.camel.yaml".formatted(name), """
                    - route:
                        id: destination-%1$s
                        description: One that fails
                        routeConfigurationId: delivery
                        from:
                          uri: journal:%1$s
                          steps:
                            - process:
                                ref: step-%1$s
                    """.formatted(name));
        }
        serai.start(beans.toArray());
    }

    private static Map<String, Fault> everyFault() {
        return IntStream.range(0, DESTINATIONS.size()).boxed().collect(Collectors.toMap(DESTINATIONS::get,
                i -> Fault.values()[i % Fault.values().length]));
    }

    private static Map<String, Fault> faults(Random random) {
        return DESTINATIONS.stream().collect(Collectors.toMap(name -> name,
                name -> Fault.values()[random.nextInt(Fault.values().length)]));
    }

    private void round(JournalFault ofTheJournal, Map<String, Fault> faults) throws Exception {
        for (Map.Entry<String, Fault> one : faults.entrySet()) {
            Destination destination = destinations.get(one.getKey());
            // Something has to be left where the journal fails.
            destination.fault = ofTheJournal != JournalFault.NONE && one.getValue() == Fault.NONE ? Fault.FAILS : one.getValue();
            if (one.getValue() == Fault.ROUTE_STOPPED) {
                serai.context().getRouteController().stopRoute("destination-" + one.getKey());
            }
        }
        keep();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + serai.data().resolve("journal.db"));
                Statement statement = connection.createStatement()) {
            begin(ofTheJournal, statement);
            lookOn(ofTheJournal, faults);
            end(ofTheJournal, statement);
        }
        for (String name : DESTINATIONS) {
            destinations.get(name).fault = Fault.NONE;
            destinations.get(name).lifted.arrive();
            serai.context().getRouteController().startRoute("destination-" + name);
        }
        await().atMost(60, SECONDS).untilAsserted(() -> assertThat(serai.journal().balances().values())
                .allSatisfy(balance -> assertThat(balance).isEqualTo(new Balance(learners, learners, 0, 0, 0))));
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(down()).as("readiness checks that are not UP").isEmpty());
    }

    private void keep() {
        List<String> fresh = IntStream.range(0, RECORDS).mapToObj(i -> "learner-" + learners++).toList();
        fresh.stream()
                .map(learner -> serai.writer().append(Records.completion(learner), Set.copyOf(DESTINATIONS)).toCompletableFuture())
                .toList().forEach(append -> append.join());
        destinations.values().forEach(one -> one.hasKept(learners));
    }

    private static void begin(JournalFault fault, Statement statement) throws SQLException {
        switch (fault) {
            case CAN_NOT_BE_READ -> statement.execute("ALTER TABLE record_batch RENAME TO away");
            case CAN_NOT_BE_WRITTEN_TO -> statement.execute("BEGIN IMMEDIATE");
            default -> {
            }
        }
    }

    private static void end(JournalFault fault, Statement statement) throws SQLException {
        switch (fault) {
            case CAN_NOT_BE_READ -> statement.execute("ALTER TABLE away RENAME TO record_batch");
            case CAN_NOT_BE_WRITTEN_TO -> statement.execute("ROLLBACK");
            default -> {
            }
        }
    }

    /** For a round; what is seen is added up. */
    private void lookOn(JournalFault ofTheJournal, Map<String, Fault> faults) {
        long[] before = {System.nanoTime()};
        await().pollInSameThread().pollDelay(Duration.ZERO).pollInterval(LOOK_MILLIS, TimeUnit.MILLISECONDS).during(ROUND)
                .atMost(ROUND.plusSeconds(20)).until(() -> {
                    long now = System.nanoTime();
                    look(ofTheJournal, faults, now, now - before[0]);
                    before[0] = now;
                    return true;
                });
    }

    private void look(JournalFault ofTheJournal, Map<String, Fault> faults, long now, long nanos) {
        looks++;
        try {
            serai.journal().balances().forEach((name, balance) -> destinations.get(name).hasDelivered(balance.delivered()));
        } catch (JournalUnavailableException e) {
            // Then what was seen last is what is known.
        }
        List<String> still = DESTINATIONS.stream().filter(name -> destinations.get(name).standsStill(now)).toList();
        still.forEach(name -> standingStill.merge(faults.get(name).name() + (ofTheJournal == JournalFault.NONE ? ""
                : " and journal " + ofTheJournal), nanos, Long::sum));
        if (!still.isEmpty() && down().isEmpty()) {
            nanosUpMeanwhile += nanos;
            upMeanwhile.add("%s: %s, journal %s".formatted(still, still.stream().map(faults::get).toList(), ofTheJournal));
        }
    }

    /** The readiness checks that are not UP, with what they say. */
    private List<String> down() {
        return HealthCheckHelper.invokeReadiness(serai.context()).stream()
                .filter(result -> result.getState() != HealthCheck.State.UP)
                .map(result -> "%s: %s %s".formatted(result.getCheck().getId(), result.getMessage().orElse(""),
                        result.getDetails()))
                .toList();
    }
}
