package serai.journal.camel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.AdditionalAnswers;
import serai.journal.delivery.BatchLimits;
import serai.journal.delivery.Delivery;
import serai.journal.delivery.retry.BackOff;
import serai.journal.delivery.retry.RetryPolicy;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.FastStore;
import serai.journal.store.DeliveryStore;
import serai.journal.store.Journal;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static serai.testkit.Records.completion;

/** A delivery that another process takes over. */
class LeasedDeliveryTest {

    @TempDir
    private Path folder;
    private final SettableClock clock = new SettableClock(Records.RECEIVED);
    private final RunningDeliveries running = new RunningDeliveries();

    /** Otherwise a lease that is to go to another instance before anything was begun under it goes nowhere. */
    @Test
    void leavesALeaseUnderWhichNothingWasBegun() {
        DeliveryStore store = mock(DeliveryStore.class);
        when(store.epoch("lrs")).thenReturn(OptionalLong.empty());
        LeasedDelivery leased = new LeasedDelivery(store, running, "lrs", epoch -> {
            throw new AssertionError("nothing may be begun");
        });

        assertThat(leased.current()).isNull();

        verify(store).release("lrs");
        assertThat(running.isElsewhere("lrs")).isTrue();
    }

    private Delivery delivery(DeliveryStore store, long epoch) {
        BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(1), () -> new Random(1));
        return new Delivery(store, "lrs", epoch, new BatchLimits(10, 10, 1),
                new RetryPolicy(backOff, Duration.ofSeconds(60), 3, 4, 5), clock, Runnable::run, (kind, records, attempt) -> {
                });
    }

    /** A pause ends the lease here, nobody takes it, and it is renewed under the same epoch. */
    @Test
    void settlesUnderItsLeaseThoughThatSeemedToHaveEndedWhileItWasMade() {
        try (Journal journal = FastStore.open(folder.resolve("journal.db"), JournalBounds.DEFAULT, clock)) {
            journal.append(completion("anna"), Set.of("lrs")).toCompletableFuture().join();
            Journal store = mock(Journal.class, AdditionalAnswers.delegatesTo(journal));
            doReturn(OptionalLong.of(7), OptionalLong.empty(), OptionalLong.of(7)).when(store).epoch("lrs");
            Delivery delivery = new LeasedDelivery(store, running, "lrs", epoch -> delivery(store, epoch)).current();

            delivery.attempt();
            delivery.end();

            verify(store).settle(argThat(settlement -> settlement.epoch() == 7));
        }
    }

    @Test
    void oneOfAnEarlierEpochEndsThoughTheNextCannotBeMade() {
        DeliveryStore store = mock(DeliveryStore.class);
        when(store.epoch("lrs")).thenReturn(OptionalLong.of(7), OptionalLong.of(8));
        AtomicInteger made = new AtomicInteger();
        LeasedDelivery leased = new LeasedDelivery(store, running, "lrs", epoch -> {
            if (made.incrementAndGet() == 2) {
                throw new IllegalStateException("as if");
            }
            return delivery(store, epoch);
        });
        Delivery before = leased.current();
        assertThatThrownBy(leased::current).hasMessage("as if");

        assertThat(leased.current()).isNotSameAs(before);
    }

    @Test
    void leavesItsLeaseWhateverFailsAtItsEnd() {
        DeliveryStore store = mock(DeliveryStore.class);
        when(store.epoch("lrs")).thenReturn(OptionalLong.of(7));
        Delivery delivery = mock(Delivery.class, AdditionalAnswers.delegatesTo(delivery(store, 7)));
        doThrow(new LinkageError("as if")).when(delivery).end();
        LeasedDelivery leased = new LeasedDelivery(store, running, "lrs", epoch -> delivery);
        leased.current();

        assertThatThrownBy(leased::end).isInstanceOf(LinkageError.class);

        verify(store).release("lrs");
    }
}
