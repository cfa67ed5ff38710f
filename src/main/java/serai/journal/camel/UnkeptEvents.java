package serai.journal.camel;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;
import serai.journal.JournalWriter;
import serai.journal.UnkeptEventException;
import serai.journal.UnkeptReport;
import serai.model.LearningRecord;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import static serai.installation.Installation.SERAI;

/**
 * The types of events that were not acknowledged because the routes have named no destination for them. Each type is logged
 * when its first event comes. It stays listed until an event of the type is kept or left out on purpose, or until the routes
 * are exchanged or Serai is restarted.
 */
public final class UnkeptEvents {

    private static final Logger LOG = LoggerFactory.getLogger(UnkeptEvents.class);
    private static final int TYPES_MAX = 100;

    /** A type of a source's events. */
    private record Type(String source, String name) {
    }

    private final JournalWriter journal;
    private final Logger log;
    private final Map<Type, UnkeptEventException> open = new ConcurrentHashMap<>(); // at most TYPES_MAX entries
    private final Set<Type> before = ConcurrentHashMap.newKeySet(); // counted by an earlier process, or earlier routes
    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>(); // by source

    /**
     * @param journal counts the events, so that commands beside this process can report them
     * @param earlier the types that the journal has counted for an earlier process
     */
    public UnkeptEvents(JournalWriter journal, Collection<UnkeptReport> earlier) {
        this(journal, earlier, LOG);
    }

    private UnkeptEvents(JournalWriter journal, Collection<UnkeptReport> earlier, Logger log) {
        this.journal = journal;
        this.log = log;
        earlier.forEach(report -> before.add(new Type(report.source(), report.type())));
    }

    /** For routes that run apart from a Serai, whose caller is told of each event by its result: nothing is logged. */
    static UnkeptEvents unlogged(JournalWriter journal) {
        return new UnkeptEvents(journal, List.of(), NOPLogger.NOP_LOGGER);
    }

    void add(UnkeptEventException event) {
        counts.computeIfAbsent(event.source(), source -> new AtomicLong()).incrementAndGet();
        Type type = new Type(event.source(), event.type());
        if (open.size() < TYPES_MAX && open.put(type, event) == null) {
            log.error(
                    "An event of {} was not acknowledged: {}. No event of its type is until that is mended. Then reload or restart "
                            + "Serai, and take in "
                            + "what " + SERAI + " dead-letters list --from broker "
                            + "and --from webhook show.",
                    event.source(), event.getMessage());
        }
        journal.countUnkept(event.source(), event.type(), event.route()).whenComplete((counted, failure) -> {
            if (failure != null) {
                log.debug("An event that is not kept could not be counted", failure);
            }
        });
    }

    /** Logs that a route has named a destination for an event that was already acknowledged. */
    void late(PendingAppend.LateException late) {
        log.error("A destination will not get an event that was acknowledged: {}.", late.getMessage());
    }

    /** Takes the types of the receipt's events off the list, since the events were kept or left out on purpose. */
    void settled(PendingAppend receipt) {
        if (open.isEmpty() && before.isEmpty()) {
            return;
        }
        for (LearningRecord event : receipt.events()) {
            Type type = new Type(event.source(), event.type());
            boolean wasBefore = before.remove(type);
            if (open.remove(type) != null || wasBefore) {
                log.info("Events of {} of type {} are kept again.", event.source(), event.type());
                forget(type);
            }
        }
    }

    /** Takes a type off the journal's list; if that fails, the next event of the type tries again. */
    private void forget(Type type) {
        journal.forgetUnkept(type.source(), type.name()).whenComplete((forgotten, failure) -> {
            if (failure != null) {
                before.add(type);
                log.debug("A type whose events are kept again is still listed", failure);
            }
        });
    }

    /** Takes all types off the list: whether the new routes keep their events is not known before one comes. */
    void routesExchanged() {
        Set<Type> types = Set.copyOf(open.keySet());
        before.addAll(types);
        types.forEach(open::remove);
    }

    /** Why events are not kept, in one line; null if there are none. */
    public @Nullable String trouble() {
        return open.values().stream().map(event -> event.source() + ": " + event.getMessage()).sorted().findFirst()
                .map(first -> open.size() == 1 ? first : "%s (and %s more types)".formatted(first, open.size() - 1)).orElse(null);
    }

    /** The number of events not kept since the start, by source. */
    public Map<String, Long> counts() {
        Map<String, Long> now = new TreeMap<>();
        counts.forEach((source, count) -> now.put(source, count.get()));
        return now;
    }
}
