package serai.journal.camel;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.JournalWriter;
import serai.journal.UnkeptEventException;
import serai.journal.UnkeptReport;
import serai.model.LearningRecord;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The types of events that were not acknowledged because the routes have named no destination for them. One is told in the log
 * when it comes up, and stands here until an event of it is kept or left out on purpose, or Serai is started again.
 */
public final class UnkeptEvents {

    private static final Logger LOG = LoggerFactory.getLogger(UnkeptEvents.class);
    private static final int TYPES_MAX = 100;

    /** Types of a source. */
    private record Type(String source, String name) {
    }

    private final JournalWriter journal;
    private final Map<Type, UnkeptEventException> open = new ConcurrentHashMap<>(); // its bound is TYPES_MAX
    private final Set<Type> before = ConcurrentHashMap.newKeySet(); // counted by a Serai that ran before this one
    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>(); // by source

    /**
     * @param journal where they are counted, for whoever asks beside this process
     * @param earlier those that it has counted for a process before this one
     */
    public UnkeptEvents(JournalWriter journal, Collection<UnkeptReport> earlier) {
        this.journal = journal;
        earlier.forEach(report -> before.add(new Type(report.source(), report.type())));
    }

    void add(UnkeptEventException event) {
        counts.computeIfAbsent(event.source(), source -> new AtomicLong()).incrementAndGet();
        Type type = new Type(event.source(), event.type());
        if (open.size() < TYPES_MAX && open.put(type, event) == null) {
            LOG.error("An event of {} was not acknowledged, nor any more of its type: {}. Start Serai again then, and take in what "
                    + "stands in ./serai dead-letters list --from broker and --from webhook.", event.source(), event.getMessage());
        }
        journal.countUnkept(event.source(), event.type(), event.route()).whenComplete((counted, failure) -> {
            if (failure != null) {
                LOG.debug("An event that is kept nowhere could not be counted", failure);
            }
        });
    }

    /** A destination was named for an event after it was acknowledged. */
    void late(Receipt.LateException late) {
        LOG.error("A destination does not get an event that is acknowledged: {}.", late.getMessage());
    }

    /** Something has become of these. */
    void settled(Iterable<LearningRecord> events) {
        if (open.isEmpty() && before.isEmpty()) {
            return;
        }
        for (LearningRecord event : events) {
            Type type = new Type(event.source(), event.type());
            boolean wasBefore = before.remove(type);
            if (open.remove(type) != null || wasBefore) {
                LOG.info("Events of {} of type {} are kept again.", event.source(), event.type());
                journal.forgetUnkept(event.source(), event.type());
            }
        }
    }

    /** Why some are not kept, in one line; null where there are none. */
    public String trouble() {
        return open.values().stream().map(event -> event.source() + ": " + event.getMessage()).sorted().findFirst()
                .map(first -> open.size() == 1 ? first : "%s (and %s more types)".formatted(first, open.size() - 1)).orElse(null);
    }

    /** How many there were since the start, by source. */
    Map<String, Long> counts() {
        Map<String, Long> now = new TreeMap<>();
        counts.forEach((source, count) -> now.put(source, count.get()));
        return now;
    }
}
