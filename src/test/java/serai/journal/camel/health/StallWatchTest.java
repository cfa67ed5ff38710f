package serai.journal.camel.health;

import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.DamagedRecordException;
import serai.journal.JournalUnavailableException;
import serai.journal.camel.RunningDeliveries;
import serai.journal.delivery.BatchLimits;
import serai.journal.delivery.Delivery;
import serai.journal.delivery.page.BatchHandler;
import serai.journal.delivery.period.Period;
import serai.journal.delivery.period.Period.Unit;
import serai.journal.delivery.retry.BackOff;
import serai.journal.delivery.retry.RetryPolicy;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.FastStore;
import serai.journal.store.Journal;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static serai.testkit.Records.completion;

/** What stands still is found by what is done, and told with what to do. */
class StallWatchTest {

    private static final Duration WITHIN = Duration.ofMinutes(2);

    @TempDir
    private Path folder;
    private final SettableClock clock = new SettableClock(Records.RECEIVED);
    private final Set<String> broken = new HashSet<>();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final RunningDeliveries deliveries = new RunningDeliveries();
    private boolean damaged;
    private Journal journal;
    private Journal breaking;
    private Delivery delivery;
    private StallWatch watch;

    @BeforeEach
    void start() {
        journal = FastStore.open(folder.resolve("journal.db"), JournalBounds.DEFAULT, clock);
        breaking = (Journal) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{Journal.class},
                (proxy, method, arguments) -> {
                    if (damaged && method.getName().equals("read")) {
                        throw new DamagedRecordException("record 7 of the journal is damaged", 7, Records.RECEIVED, null);
                    }
                    if (broken.contains(method.getName())) {
                        throw new JournalUnavailableException("record 7 of the journal is damaged", null);
                    }
                    try {
                        return method.invoke(journal, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        watch = new StallWatch(breaking, breaking, deliveries, clock, WITHIN);
        begin((kind, records, attempt) -> {});
    }

    private void begin(BatchHandler route) {
        RetryPolicy policy =
                new RetryPolicy(new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(1), Random::new), WITHIN, 3, 4, 5);
        delivery = new Delivery(breaking, "lrs", new BatchLimits(10, 10, 1), policy, clock, Runnable::run, route);
        deliveries.begun("lrs", delivery.progress());
    }

    @AfterEach
    void stop() {
        hanging.countDown();
        journal.close();
    }

    private HealthCheck.State health() {
        return StallHealthCheck.here(watch, true).call(Map.of()).getState();
    }

    private void looks() {
        watch.look();
    }

    @Test
    void isUpWhileAnIdleDestinationLooksForMore() {
        for (int i = 0; i < 10; i++) {
            clock.turn(Duration.ofMinutes(1));
            delivery.attempt();
            looks();
        }

        assertThat(watch.now()).isEmpty();
        assertThat(health()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void aDeliveryThatNoLongerTriesIsTold() {
        delivery.attempt();
        clock.turn(WITHIN.plusSeconds(1));
        looks();

        assertThat(watch.now()).containsExactly(Map.entry("destination lrs",
                "no attempt was made since 2026-11-22T10:00:00Z; restart Serai, and report it"));
        assertThat(health()).isEqualTo(HealthCheck.State.DOWN);
        delivery.attempt();
        looks();
        assertThat(watch.now()).isEmpty();
    }

    @Test
    void anAttemptThatDoesNotEndIsTold() {
        CountDownLatch begun = new CountDownLatch(1);
        begin((kind, records, attempt) -> {
            begun.countDown();
            hanging.await();
        });
        append();
        Thread thread = new Thread(delivery::attempt, "stall-watch-test");
        thread.setDaemon(true);
        thread.start();
        await().atMost(30, SECONDS).until(() -> begun.getCount() == 0);
        looks();
        assertThat(watch.now()).isEmpty();

        clock.turn(WITHIN.plusSeconds(1));
        looks();

        assertThat(watch.destinations().get("lrs"))
                .startsWith("an attempt has been under way since 2026-11-22T10:00:00Z and has not ended");
        hanging.countDown();
        await().atMost(30, SECONDS).until(() -> !thread.isAlive());
    }

    @Test
    void aDeliveryThatLooksAndGivesNothingThoughRecordsArePendingIsTold() {
        append();
        Journal blind = (Journal) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{Journal.class},
                (proxy, method, arguments) -> method.getName().equals("state") ? java.util.Optional.empty()
                        : method.invoke(journal, arguments));
        delivery = new Delivery(blind, "lrs", new BatchLimits(10, 10, 1),
                new RetryPolicy(new BackOff(WITHIN, WITHIN, Random::new), WITHIN, 3, 4, 5), clock, Runnable::run,
                (kind, records, attempt) -> {});
        deliveries.begun("lrs", delivery.progress());

        for (int i = 0; i < 5; i++) {
            delivery.attempt();
            looks();
            clock.turn(Duration.ofMinutes(1));
        }

        assertThat(watch.destinations().get("lrs")).startsWith("1 records are pending and none was given to its route since");
        assertThat(health()).isEqualTo(HealthCheck.State.DOWN);
    }

    @Test
    void recordsThatWaitForTheEndOfTheirPeriodAreNoTroubleAndNotLate() {
        append();
        Period day = new Period(Unit.DAY, LocalTime.MIDNIGHT, ZoneOffset.UTC, 10);
        delivery = new Delivery(journal, "lrs", BatchLimits.of(day),
                new RetryPolicy(new BackOff(WITHIN, WITHIN, Random::new), WITHIN, 3, 4, 5), clock, Runnable::run,
                (kind, records, attempt) -> {
                });
        deliveries.begun("lrs", delivery.progress());
        for (int i = 0; i < 5; i++) {
            delivery.attempt();
            looks();
            clock.turn(Duration.ofMinutes(1));
        }

        assertThat(watch.now()).isEmpty();
        assertThat(watch.waiting()).containsExactly(Map.entry("lrs", Instant.parse("2026-11-23T00:00:05Z")));
        assertThat(watch.lag(journal.destinations().get(0))).isZero();
    }

    @Test
    void aDestinationWhoseRouteDoesNotRunIsToldWhileRecordsArePending() {
        append();
        deliveries.ended("lrs", () -> false);
        looks();
        clock.turn(WITHIN.plusSeconds(1));

        looks();

        assertThat(watch.destinations().get("lrs")).endsWith("the route that reads journal:lrs is not running; start it");
    }

    @Test
    void aDestinationThatFailedLastAndWhoseRouteDoesNotRunIsTold() {
        append();
        begin((kind, records, attempt) -> {
            throw new IOException("the endpoint is down");
        });
        delivery.attempt();
        deliveries.ended("lrs", () -> false);
        looks();
        assertThat(watch.now()).isEmpty();
        clock.turn(WITHIN.plusSeconds(1));

        looks();

        assertThat(watch.destinations().get("lrs")).endsWith("the route that reads journal:lrs is not running; start it");
    }

    @Test
    void aDamagedRecordOfOneDestinationDoesNotHideWhatStandsStillElsewhere() {
        append();
        deliveries.ended("lrs", () -> false);
        damaged = true;
        looks();
        clock.turn(WITHIN.plusSeconds(1));

        looks();

        assertThat(watch.now()).containsOnlyKeys("destination lrs");
    }

    @Test
    void aReadErrorIsToldAtOnceWithItsReason() {
        append();
        broken.add("read");

        delivery.attempt();

        assertThat(watch.now()).containsExactly(Map.entry("destination lrs",
                "nothing has been delivered since 2026-11-22T10:00:00Z: record 7 of the journal is damaged"));
        broken.clear();
        clock.turn(delivery.attempt().orElse(Duration.ZERO));
        delivery.attempt();
        assertThat(watch.now()).isEmpty();
    }

    @Test
    void aJournalThatCanNotBeReadIsTold() {
        broken.add("destinations");

        looks();

        assertThat(watch.now()).containsEntry("journal", "record 7 of the journal is damaged");
    }

    private void append() {
        journal.append(completion("anna"), Set.of("lrs")).toCompletableFuture().join();
        // It is told while its acknowledgement still runs, which would be late once the clock is turned.
        await().atMost(30, SECONDS).until(() -> Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("journal-acknowledge"))
                .noneMatch(thread -> thread.getState() == Thread.State.RUNNABLE));
    }
}
