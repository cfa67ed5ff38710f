package serai.journal.attempt;

import org.jspecify.annotations.Nullable;
import serai.model.trace.TraceContext;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One attempt to deliver a batch of a page: its properties, for the last step of the destination's route, and the values that
 * this step wants the journal to remember.
 *
 * <p>The journal stores remembered values in the transaction that settles the page, together with the cursor. It discards the
 * values of an attempt that fails. Safe for use by several threads.
 */
public final class Attempt {

    /** Name of the exchange property that holds the attempt. */
    public static final String PROPERTY = "serai.attempt";

    private final String destination;
    private final int records;
    private final boolean repeat;
    private final Map<String, String> stored;
    private final List<TraceContext> traces;
    private final Map<String, String> changed = new ConcurrentHashMap<>();
    private final Map<String, String> files = new ConcurrentHashMap<>();
    private volatile Set<UUID> leftOut = Set.of();
    private volatile Set<UUID> unmatched = Set.of();

    public Attempt(String destination, int records, boolean repeat, Map<String, String> stored) {
        this(destination, records, repeat, stored, List.of());
    }

    /** @param traces the spans that records of the batch came with */
    public Attempt(String destination, int records, boolean repeat, Map<String, String> stored, List<TraceContext> traces) {
        this.destination = destination;
        this.records = records;
        this.repeat = repeat;
        this.stored = stored;
        this.traces = List.copyOf(traces);
    }

    /** The destination's name. */
    public String destination() {
        return destination;
    }

    /** The spans that records of the batch came with, in their order; those that came with none have none here. */
    public List<TraceContext> traces() {
        return traces;
    }

    /** The number of records in the batch; at least one. */
    public int records() {
        return records;
    }

    /** Whether some of the records may have arrived before; false only if certainly none has. */
    public boolean isRepeat() {
        return repeat;
    }

    /** The value last remembered under that name, by this attempt or by an earlier one that succeeded; null if there is none. */
    public @Nullable String remembered(String name) {
        return changed.getOrDefault(name, stored.get(name));
    }

    /** Remembers a value. The journal stores it only if this attempt succeeds, when it settles the page. */
    public void remember(String name, String value) {
        changed.put(name, value);
    }

    public Map<String, String> changes() {
        return Map.copyOf(changed);
    }

    /** Notes from which file a text was read that is sent as it is, such as a statement, so that a dead letter names the file. */
    public void hasRead(String text, String file) {
        files.put(text, file);
    }

    /** The file from which that text was read; null if none is known. */
    public @Nullable String fileOf(String text) {
        return files.get(text);
    }

    /** Notes which records the route has sent nowhere, by their ids; not those that wait. Counts only if this attempt succeeds. */
    public void leaveOut(Set<UUID> ids) {
        Set<UUID> nowhere = new HashSet<>(ids);
        nowhere.removeAll(unmatched);
        leftOut = Set.copyOf(nowhere);
    }

    /** The ids of the records that the route has sent nowhere, as far as that is certain. */
    public Set<UUID> leftOut() {
        return leftOut;
    }

    /**
     * Notes which records the route has taken out of the batch because nobody knows whose they are: they wait, and no attempt
     * at them counts. It counts only if this attempt succeeds.
     *
     * @param ids of records of the batch, which the route sends nowhere
     */
    public void keepUnmatched(Set<UUID> ids) {
        unmatched = Set.copyOf(ids);
    }

    /** The ids of the records that wait until it is known whose they are. */
    public Set<UUID> unmatched() {
        return unmatched;
    }
}
