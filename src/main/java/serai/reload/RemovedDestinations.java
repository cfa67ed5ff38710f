package serai.reload;

import serai.journal.DestinationReport;
import serai.journal.JournalReport;
import serai.reload.configuration.ConfigurationSnapshot;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import static serai.installation.Installation.SERAI;

/** Destinations that no route reads any more. As at a start, one with pending records may not go. */
final class RemovedDestinations {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final JournalReport journal;
    private final Set<String> names;

    RemovedDestinations(JournalReport journal, ConfigurationSnapshot before, ConfigurationSnapshot now) {
        this.journal = journal;
        this.names = new TreeSet<>(before.destinations());
        names.removeAll(now.destinations());
    }

    Set<String> names() {
        return names;
    }

    /** @throws PostponedReloadException if records are pending for one of them that will not be delivered in a moment */
    void requireUntroubled() throws PostponedReloadException {
        for (DestinationReport report : pending()) {
            if (report.state().isTroubled()) {
                throw new PostponedReloadException(problem(report));
            }
        }
    }

    /**
     * Waits until nothing is pending for them.
     *
     * @param tries how often it looks, with a moment between
     * @throws PostponedReloadException if something still is; the message tells what to do
     */
    void requireDelivered(long tries) throws PostponedReloadException {
        List<DestinationReport> left = pending();
        for (long i = 1; !left.isEmpty() && i < tries; i++) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            left = pending();
        }
        if (!left.isEmpty()) {
            throw new PostponedReloadException(problem(left.get(0)));
        }
    }

    /** What to do about each of them for which something is pending. */
    Stream<String> problems() {
        return pending().stream().map(RemovedDestinations::problem);
    }

    static long tries(Duration within) {
        return Math.max(1, within.dividedBy(LOOK_AGAIN));
    }

    private List<DestinationReport> pending() {
        return names.isEmpty() ? List.of() : journal.destinations().stream()
                .filter(report -> names.contains(report.name()) && report.balance().pending() > 0).toList();
    }

    private static String problem(DestinationReport report) {
        return ("records are pending for '%s' (%s), and no route reads journal:%s; put that route back, and take it away when "
                + "nothing is pending, or drop these records: " + SERAI + " destinations drop %s --why \"…\"")
                .formatted(report.name(), report.balance().pending(), report.name(), report.name());
    }
}
