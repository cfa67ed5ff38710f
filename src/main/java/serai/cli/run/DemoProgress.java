package serai.cli.run;

import serai.journal.Balance;
import serai.journal.JournalReport;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Prints the progress of the events, one line for each change. */
final class DemoProgress {

    private static final long LOOK_EVERY_MS = 50;

    private final PrintWriter out;
    private final JournalReport journal;
    private final Duration waitMax;
    private String shown = "";

    DemoProgress(PrintWriter out, JournalReport journal, Duration waitMax) {
        this.out = out;
        this.journal = journal;
        this.waitMax = waitMax;
    }

    /** @return whether, within the time limit, that many events are kept and all routed records are delivered */
    boolean untilDelivered(int published) throws InterruptedException {
        long end = System.nanoTime() + waitMax.toNanos();
        CountDownLatch never = new CountDownLatch(1);
        while (System.nanoTime() < end) {
            long kept = journal.sources().values().stream().mapToLong(source -> source.accepted() + source.duplicates()).sum();
            Collection<Balance> balances = journal.balances().values();
            show("%s events published, %s kept; %s of %s deliveries done".formatted(published, kept,
                    balances.stream().mapToLong(Balance::delivered).sum(),
                    balances.stream().mapToLong(Balance::routed).sum()));
            if (kept >= published && balances.stream().allMatch(Balance::isDelivered)) {
                return true;
            }
            never.await(LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
        }
        return false;
    }

    private void show(String line) {
        if (!line.equals(shown)) {
            out.println(line);
            out.flush();
            shown = line;
        }
    }
}
