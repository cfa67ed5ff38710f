package serai.bench.drain;

import serai.bench.load.Appending;
import serai.bench.load.Learners;
import serai.bench.ours.OneDestinationSerai;
import serai.journal.Balance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills a journal and drains it into an LRS: a program of its own, so that it can run in little memory. Its arguments are a folder,
 * the LRS's address, how many records, and whether the destination runs, in vain, while they pile up.
 */
public final class BacklogProgram {

    /** Printed when everything is in the journal. */
    static final String FULL = "The journal is full.";

    private static final Duration LOOK_EVERY = Duration.ofMillis(5);

    private BacklogProgram() {
    }

    /**
     * The line that it prints at its end.
     *
     * @param perSecond  records delivered a second, from the first delivery on
     * @param heapBefore bytes in use when the journal was full, after a collection
     * @param heapAfter  bytes in use when the journal was drained, after a collection
     */
    record Told(double perSecond, long heapBefore, long heapAfter) {

        private static final Pattern LINE = Pattern.compile("(?m)^told (\\S+) (\\d+) (\\d+)$");

        static Told in(String output) {
            Matcher line = LINE.matcher(output);
            if (!line.find()) {
                throw new IllegalStateException("the program of the backlog has told nothing");
            }
            return new Told(Double.parseDouble(line.group(1)), Long.parseLong(line.group(2)), Long.parseLong(line.group(3)));
        }

        @Override
        public String toString() {
            return "told " + perSecond + " " + heapBefore + " " + heapAfter;
        }
    }

    public static void main(String[] args) throws Exception {
        int records = Integer.parseInt(args[2]);
        boolean disturbed = Boolean.parseBoolean(args[3]);
        try (OneDestinationSerai serai = new OneDestinationSerai("lrs", Path.of(args[0])).with("serai.lrs.url", args[1])
                .with("serai.retry.delay.max.ms", "1000").open()) {
            if (disturbed) {
                serai.start();
            }
            new Appending(serai.writer(), Set.of("lrs"), Appending.BIG_GROUPS).append(records, new Learners()::next);
            long heapBefore = heap();
            System.out.println(FULL);
            if (!disturbed) {
                serai.start();
            }
            double perSecond = drained(serai, records);
            System.out.println(new Told(perSecond, heapBefore, heap()));
        }
    }

    /** Waits until everything is delivered. @return records delivered a second, from the first delivery on */
    private static double drained(OneDestinationSerai serai, int records) {
        long pending = pending(serai);
        while (pending == records) {
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
            pending = pending(serai);
        }
        long start = System.nanoTime();
        serai.untilDelivered();
        return pending / ((System.nanoTime() - start) / 1e9);
    }

    private static long pending(OneDestinationSerai serai) {
        return serai.balances().values().stream().mapToLong(Balance::pending).sum();
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
