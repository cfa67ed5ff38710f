package serai.bench.growth;

import serai.journal.delivery.BatchLimits;
import serai.journal.delivery.Delivery;
import serai.journal.delivery.retry.BackOff;
import serai.journal.delivery.retry.RetryPolicy;
import serai.journal.store.Journal;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/** Draining a large journal into a destination that takes no time, against a small one. */
public final class GrownDrain extends Grown {

    private static final int RECORDS = 80_000;
    private static final int PAGE = 500;
    private static final RetryPolicy POLICY = new RetryPolicy(new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(5),
            ThreadLocalRandom::current), Duration.ofMinutes(1), 3, 10, 1_000);

    @Override
    public String name() {
        return "growth-drain";
    }

    @Override
    public double goal() {
        return 0.8;
    }

    @Override
    public String title() {
        return "drain with 1,000,000 records kept (--long: 10,000,000), against 10,000";
    }

    @Override
    public String conclusion() {
        return "At 1, delivering gets no slower as the journal grows.";
    }

    @Override
    public double round(Journal journal) throws Exception {
        append(journal, RECORDS);
        ExecutorService readAhead = Executors.newSingleThreadExecutor();
        try {
            Delivery delivery = new Delivery(journal, "lrs", new BatchLimits(PAGE, PAGE, 1), POLICY, Clock.systemUTC(), readAhead,
                    (kind, records, attempt) -> {});
            long start = System.nanoTime();
            while (delivery.attempt().equals(Optional.of(Duration.ZERO))) {
                // The next page.
            }
            delivery.end();
            double seconds = (System.nanoTime() - start) / 1e9;
            if (journal.balances().get("lrs").pending() > 0) {
                throw new IllegalStateException("the journal was not drained");
            }
            return RECORDS / seconds;
        } finally {
            readAhead.shutdown();
        }
    }
}
