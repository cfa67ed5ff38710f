package serai.journal.camel.health;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.DamagedRecordException;
import serai.journal.DestinationReport;
import serai.journal.JournalReport;
import serai.journal.JournalSize;
import serai.journal.JournalUnavailableException;
import serai.journal.JournalWriter;
import serai.journal.camel.RunningDeliveries;
import serai.journal.delivery.DeliveryProgress;
import serai.journal.store.DeliveryStore;
import serai.threads.ThreadFailures;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import static serai.installation.Installation.SERAI;

/**
 * Finds what has stalled, from what the threads do and not from the stored state: a destination whose delivery gives no sign,
 * or that has pending records which no route is given; a journal that can't be read or takes no events; a thread that fails.
 */
public final class StallWatch {

    private static final Logger LOG = LoggerFactory.getLogger(StallWatch.class);
    private static final String JOURNAL = "journal";
    private static final String DESTINATION = "destination ";

    private final JournalReport journal;
    private final DeliveryStore store;
    private final RunningDeliveries deliveries;
    private final Clock clock;
    private final Duration within;
    /** Since when this watch has seen records pending behind a destination's cursor, by the destination's name. */
    private final Map<String, Instant> pendingSince = new HashMap<>();
    private volatile Map<String, String> found = Map.of();
    private Map<String, String> told = Map.of();

    /** @param within how long a destination may give no sign until it counts as stalled */
    public StallWatch(JournalReport journal, DeliveryStore store, RunningDeliveries deliveries, Clock clock, Duration within) {
        this.journal = journal;
        this.store = store;
        this.deliveries = deliveries;
        this.clock = clock;
        this.within = within;
    }

    /** Looks once, and logs what has changed. */
    public synchronized void look() {
        Map<String, String> stalled = new TreeMap<>();
        deliveries.now().forEach((destination, progress) -> {
            String silence = progress.silence(within);
            if (silence != null) {
                stalled.put(DESTINATION + destination, silence);
            }
        });
        try {
            for (DestinationReport report : journal.destinations()) {
                lookAt(report, stalled);
            }
        } catch (JournalUnavailableException e) {
            stalled.put(JOURNAL, e.getMessage());
        }
        found = stalled;
        logChanges(stalled);
    }

    private void lookAt(DestinationReport report, Map<String, String> stalled) {
        boolean elsewhere = deliveries.isElsewhere(report.name());
        if (report.name().equals(JournalWriter.UNROUTED) || elsewhere && store.isDeliveredTo(report.name())) {
            pendingSince.remove(report.name());
            return;
        }
        DeliveryProgress progress = deliveries.now().get(report.name());
        if (progress != null && (report.state().isTroubled() || progress.waitsUntil() != null)
                || report.balance().pending() <= report.held()) {
            pendingSince.remove(report.name());
            return;
        }
        Instant now = clock.instant();
        Instant since = pendingSince.computeIfAbsent(report.name(), unused -> now);
        Instant moved = progress == null || since.isAfter(progress.lastGiven()) ? since : progress.lastGiven();
        if (now.isAfter(moved.plus(within)) && !stalled.containsKey(DESTINATION + report.name()) && isDue(report)) {
            stalled.put(DESTINATION + report.name(), "%s records are pending and none was given to its route since %s; %s"
                    .formatted(report.balance().pending(), moved, remedy(report.name(), elsewhere, progress != null)));
        }
    }

    private static String remedy(String destination, boolean elsewhere, boolean runs) {
        if (elsewhere) {
            return ("no running instance delivers to it: " + SERAI + " instances lists those that run; start the one that %s")
                    .formatted(destination.equals("archive") ? "serai.archive.on names" : "has its route");
        }
        return runs ? "restart Serai, and report it"
                : "the route that reads journal:%s is not running; start it".formatted(destination);
    }

    /**
     * Whether a record behind the cursor is due. Records with a state of their own may have to wait, for example for a replay's
     * rate.
     */
    private boolean isDue(DestinationReport report) {
        long cursor = report.state().cursor();
        try {
            return !store.read(report.name(), cursor, 1).entries().isEmpty();
        } catch (DamagedRecordException e) {
            return true; // the delivery waits at that record; the other destinations are looked at too
        }
    }

    private void logChanges(Map<String, String> stalled) {
        stalled.forEach((what, why) -> {
            if (!told.containsKey(what)) {
                LOG.error("Stalled: {}: {}{}", what, why, why.endsWith(".") ? "" : ".");
            }
        });
        told.keySet().stream().filter(what -> !stalled.containsKey(what)).forEach(what -> LOG.info("No longer stalled: {}.", what));
        told = Map.copyOf(stalled);
    }

    /**
     * What has stalled or fails at the moment, by its name ({@code destination lrs}, {@code journal}, {@code thread …}),
     * sorted. Each with one line: since when, why, and what an operator can do.
     */
    public Map<String, String> now() {
        Map<String, String> all = new TreeMap<>();
        ThreadFailures.now().forEach((thread, why) -> all.put("thread " + thread, "has failed: " + why));
        JournalSize fill = journal.fill();
        if (fill.trouble() != null) {
            all.put(JOURNAL, fill.trouble());
        }
        deliveries.now().forEach((destination, progress) -> {
            String trouble = progress.trouble();
            String why = trouble != null ? trouble : progress.silence(within);
            if (why != null) {
                all.put(DESTINATION + destination, why);
            }
        });
        found.forEach(all::putIfAbsent);
        return all;
    }

    /** The part of {@link #now} that this process delivers or runs. */
    Map<String, String> here() {
        Map<String, String> here = new TreeMap<>(now());
        here.keySet().removeIf(this::isElsewhere);
        return here;
    }

    /** The destinations to which another process should deliver, and none does; otherwise as {@link #now}. */
    Map<String, String> elsewhere() {
        Map<String, String> elsewhere = new TreeMap<>(now());
        elsewhere.keySet().removeIf(what -> !isElsewhere(what));
        return elsewhere;
    }

    private boolean isElsewhere(String what) {
        return what.startsWith(DESTINATION) && deliveries.isElsewhere(what.substring(DESTINATION.length()));
    }

    /** The stalled destinations, by their names; otherwise as {@link #now}. */
    public Map<String, String> destinations() {
        Map<String, String> destinations = new TreeMap<>();
        now().forEach((what, why) -> {
            if (what.startsWith(DESTINATION)) {
                destinations.put(what.substring(DESTINATION.length()), why);
            }
        });
        return destinations;
    }

    /** Until when records wait for the end of their period, by the destination's name. */
    public Map<String, Instant> waiting() {
        Map<String, Instant> waiting = new TreeMap<>();
        deliveries.now().forEach((destination, progress) -> {
            Instant until = progress.waitsUntil();
            if (until != null) {
                waiting.put(destination, until);
            }
        });
        return waiting;
    }

    /** How late a destination's oldest pending record is; zero if it waits for the end of its period, or none is pending. */
    public Duration lag(DestinationReport report) {
        if (report.oldestArrived() == null) {
            return Duration.ZERO;
        }
        DeliveryProgress progress = deliveries.now().get(report.name());
        Duration lag = progress == null ? Duration.between(report.oldestArrived(), clock.instant())
                : progress.lag(report.oldestArrived());
        return lag.isNegative() ? Duration.ZERO : lag;
    }

    /** The destinations whose delivery runs here, or stands still anywhere; for the metrics. */
    Set<String> watched() {
        Set<String> watched = new TreeSet<>(deliveries.now().keySet());
        watched.addAll(destinations().keySet());
        return watched;
    }
}
