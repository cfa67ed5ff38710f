package serai.journal.camel;

import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.OneDestination;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A route that is started again while a step of it, from before it was stopped, has not ended. */
class RestartedRouteTest {

    @TempDir
    private Path folder;

    @Test
    void deliversNothingBeforeTheAttemptFromBeforeItsStopHasEndedAndSaysSo() throws Exception {
        AtomicBoolean underWay = new AtomicBoolean(true);
        AtomicInteger given = new AtomicInteger();
        try (OneDestination serai = new OneDestination("hr", folder).withStep("step")
                .start("step", (Processor) exchange -> given.incrementAndGet())) {
            serai.context().getRouteController().stopRoute("destination-hr");
            RunningDeliveries deliveries = serai.context().getComponent("journal", JournalComponent.class).deliveries();
            deliveries.ended("hr", underWay::get);

            serai.context().getRouteController().startRoute("destination-hr");
            serai.append("anna");

            await().atMost(30, SECONDS).untilAsserted(() -> assertThat(deliveries.now().get("hr").trouble())
                    .contains("an attempt from before its route was stopped has not ended"));
            assertThat(given).hasValue(0);
            underWay.set(false);
            serai.untilDelivered(1);
            assertThat(deliveries.now().get("hr").trouble()).isNull();
        }
    }

    @Test
    void remembersAnAttemptFromBeforeAStopThroughOthers() {
        RunningDeliveries deliveries = new RunningDeliveries();
        AtomicBoolean underWay = new AtomicBoolean(true);
        deliveries.ended("hr", underWay::get);
        deliveries.ended("hr", () -> false); // started and stopped again meanwhile

        assertThat(deliveries.isLastUnderWay("hr")).isTrue();
        underWay.set(false);
        assertThat(deliveries.isLastUnderWay("hr")).isFalse();
    }

    @Test
    void knowsThatAnAttemptWhichHeedsNoInterruptIsUnderWay() {
        RunningDeliveries deliveries = new RunningDeliveries();
        AtomicBoolean underWay = new AtomicBoolean(true);
        deliveries.ended("hr", underWay::get);

        assertThat(deliveries.isLastUnderWay("hr")).isTrue();
        underWay.set(false);
        assertThat(deliveries.isLastUnderWay("hr")).isFalse();
        assertThat(deliveries.isLastUnderWay("lrs")).isFalse();
    }
}
