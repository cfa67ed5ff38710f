package serai.webhook;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class IntakeGateTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final IntakeGate gate = new IntakeGate();
    private final AtomicInteger called = new AtomicInteger();

    @Test
    void letsEverybodyInWhileItIsOpen() {
        gate.enter();

        assertThat(gate.enterOr(called::incrementAndGet)).isTrue();
        assertThat(gate.isClosedOr(called::incrementAndGet)).isFalse();
        assertThat(called).hasValue(0);
    }

    @Test
    void closesWhenWhoIsInsideHasLeft() throws Exception {
        gate.enter();
        CompletableFuture<Boolean> closing = CompletableFuture.supplyAsync(() -> closed(LONG));
        await().atMost(30, SECONDS).until(() -> gate.isClosedOr(called::incrementAndGet));
        assertThat(closing).isNotDone();

        gate.leave();

        assertThat(closing.get(30, SECONDS)).isTrue();
    }

    @Test
    void isOpenAgainWhereSomebodyStaysInside() throws Exception {
        gate.enter();

        assertThat(gate.close(Duration.ofMillis(1))).isFalse();

        assertThat(gate.enterOr(called::incrementAndGet)).isTrue();
    }

    @Test
    void callsWhoWaitsOnceItIsOpenAndNoMoreWhoHasGivenUp() throws Exception {
        gate.close(LONG);
        Runnable gone = () -> called.addAndGet(100);
        assertThat(gate.enterOr(called::incrementAndGet)).isFalse();
        assertThat(gate.isClosedOr(called::incrementAndGet)).isTrue();
        assertThat(gate.enterOr(gone)).isFalse();
        gate.giveUp(gone);
        assertThat(called).hasValue(0);

        gate.open();
        gate.open();

        assertThat(called).hasValue(2);
        assertThat(gate.close(LONG)).as("nobody of these has entered").isTrue();
    }

    @Test
    void hasAThreadWaitUntilItIsOpen() throws Exception {
        gate.close(LONG);
        CompletableFuture<Void> entering = CompletableFuture.runAsync(gate::enter);
        assertThat(entering).isNotDone();

        gate.open();

        entering.get(30, SECONDS);
        assertThat(gate.close(Duration.ofMillis(1))).as("it is inside").isFalse();
    }

    private boolean closed(Duration within) {
        try {
            return gate.close(within);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
