package serai.testkit.journal;

import serai.journal.store.Journal;
import serai.journal.store.Settlement;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

/** Settles as a delivery does: under the lease of the destination, which is taken where nobody has it. */
public final class Leased {

    private Leased() {
    }

    /** The epoch under which the journal's process delivers to a destination. */
    public static long epoch(Journal journal, String destination) {
        if (journal.epoch(destination).isEmpty()) {
            journal.onAppend(destination, () -> {
            });
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).atMost(60, SECONDS)
                    .until(() -> journal.epoch(destination).isPresent());
        }
        return journal.epoch(destination).orElseThrow();
    }

    public static CompletableFuture<Void> settle(Journal journal, Settlement settlement) {
        return journal.settle(settlement.under(epoch(journal, settlement.destination()))).toCompletableFuture();
    }
}
