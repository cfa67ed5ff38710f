package serai.journal.camel;

import org.junit.jupiter.api.Test;
import serai.journal.store.DeliveryStore;

import java.util.OptionalLong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

/** A delivery that another process takes over. */
class LeasedDeliveryTest {

    /** Otherwise a lease that is to go to another instance before anything was begun under it goes nowhere. */
    @Test
    void leavesALeaseUnderWhichNothingWasBegun() {
        DeliveryStore store = mock(DeliveryStore.class);
        when(store.epoch("lrs")).thenReturn(OptionalLong.empty());
        RunningDeliveries running = new RunningDeliveries();
        LeasedDelivery leased = new LeasedDelivery(store, running, "lrs", () -> {
            throw new AssertionError("nothing may be begun");
        });

        assertThat(leased.current()).isNull();

        verify(store).release("lrs");
        assertThat(running.isElsewhere("lrs")).isTrue();
    }
}
