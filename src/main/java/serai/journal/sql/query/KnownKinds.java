package serai.journal.sql.query;

import org.jspecify.annotations.Nullable;
import serai.journal.JournalWriter;
import serai.journal.sql.batch.DamagedBatchException;

import java.sql.SQLException;
import java.util.BitSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;

/**
 * Kinds by their numbers, read once: a number never comes to mean another kind, unless a commit is lost. Any thread may use it.
 *
 * <p>A platform may invent any number of types, which are kinds without a destination; of those only the numbers are kept, unless
 * they are needed.
 */
public final class KnownKinds {

    private static final String UNROUTED = ColumnCodec.names(Set.of(JournalWriter.UNROUTED));

    /** What was read. Several threads may read at the same time. */
    private static final class Known {
        private final int generation;
        private final Map<Integer, Kind> kinds = new ConcurrentHashMap<>();
        private final BitSet unrouted = new BitSet(); // guarded by itself
        private final LongAccumulator last = new LongAccumulator(Math::max, 0);

        Known(int generation) {
            this.generation = generation;
        }

        boolean has(int number) {
            if (kinds.containsKey(number)) {
                return true;
            }
            synchronized (unrouted) {
                return number >= 0 && unrouted.get(number);
            }
        }
    }

    private final boolean unroutedToo;
    /** Incremented when all kinds have to be read again. */
    private final AtomicInteger generation = new AtomicInteger();
    private volatile Known known = new Known(0);

    private KnownKinds(boolean unroutedToo) {
        this.unroutedToo = unroutedToo;
    }

    /** The kinds that name a destination. */
    public static KnownKinds ofDestinations() {
        return new KnownKinds(false);
    }

    /** All kinds that the journal has now. */
    public static KnownKinds all(Rows rows) throws SQLException {
        KnownKinds all = new KnownKinds(true);
        all.refresh(rows);
        return all;
    }

    /**
     * Has all kinds read again at the next request: if commits are lost, the numbers of the newest kinds may belong to others
     * by now.
     */
    public void forget() {
        generation.incrementAndGet();
    }

    /**
     * Reads the kinds that were added since the last call. The records of a commit that is visible have kinds that are visible
     * too. A kind whose checksum is wrong is not known.
     */
    public void refresh(Rows rows) throws SQLException {
        int now = generation.get();
        Known before = known;
        Known into = before.generation == now ? before : new Known(now); // whoever reads meanwhile has all of the former ones
        rows.rows("SELECT nr, source, type, redraw, destinations, sum FROM kind WHERE nr > ? ORDER BY nr", row -> {
            int number = ColumnCodec.integer(row, 1);
            Kind kind = new Kind(row.getString(2), row.getString(3), row.getBoolean(4), row.getString(5));
            if (kind.sum(number) == row.getLong(6)) {
                add(into, number, kind);
            }
            into.last.accumulate(number);
            return kind;
        }, into.last.get());
        synchronized (this) {
            known = into.generation > known.generation ? into : known;
        }
    }

    private void add(Known into, int number, Kind kind) {
        if (unroutedToo || !kind.destinations().equals(UNROUTED)) {
            into.kinds.put(number, kind);
        } else {
            synchronized (into.unrouted) {
                into.unrouted.set(number);
            }
        }
    }

    /** The kind; null if there is none with that number, if it is damaged, or if it names no destination and those are not kept. */
    public @Nullable Kind kind(int number) {
        return known.kinds.get(number);
    }

    /**
     * The kind with a number. To be called only on what {@link #all} returns, which has the kinds without a destination too.
     *
     * @throws DamagedBatchException if the journal has no kind with that number, or if it is damaged
     */
    public Kind require(int number) throws DamagedBatchException {
        Kind kind = known.kinds.get(number);
        if (kind == null) {
            throw new DamagedBatchException("kind %s of its records is missing or damaged".formatted(number));
        }
        return kind;
    }

    /** Whether the journal has a kind with that number, whose checksum is right. */
    public boolean isKnown(int number) {
        return known.has(number);
    }

    /** As {@link #isKnown(int)}, for a record that was read after the kinds were: its kind may have been added since. */
    public boolean isKnown(int number, Rows since) throws SQLException {
        readIfNew(number, since);
        return isKnown(number);
    }

    private void readIfNew(int number, Rows since) throws SQLException {
        if (number > known.last.get() || known.generation != generation.get()) {
            refresh(since);
        }
    }

    /**
     * Whether the kind is one of records that were appended for the destination.
     *
     * @throws DamagedBatchException if the journal has no kind with that number, or if it is damaged
     */
    public boolean names(int number, String destination) throws DamagedBatchException {
        Known now = known;
        Kind kind = now.kinds.get(number);
        if (kind == null && !now.has(number)) {
            throw new DamagedBatchException("kind %s of its records is missing or damaged".formatted(number));
        }
        return kind != null && kind.names(destination);
    }

    /** As {@link #names(int, String)}, for a record that was read after the kinds were: its kind may have been added since. */
    public boolean names(int number, String destination, Rows since) throws SQLException, DamagedBatchException {
        readIfNew(number, since);
        return names(number, destination);
    }
}
