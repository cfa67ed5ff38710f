package serai.journal.sql.query;

import org.jspecify.annotations.Nullable;
import serai.journal.JournalWriter;
import serai.journal.sql.batch.DamagedBatchException;

import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAccumulator;

/**
 * Kinds by their numbers, read once: a number never comes to mean another kind. Any thread may use it.
 *
 * <p>A platform may invent any number of types, which are kinds without a destination; those are not kept unless they are needed.
 */
public final class KnownKinds {

    private static final String UNROUTED = ColumnCodec.names(Set.of(JournalWriter.UNROUTED));

    private final boolean unroutedToo;
    private final Map<Integer, Kind> kinds = new ConcurrentHashMap<>();
    private final LongAccumulator last = new LongAccumulator(Math::max, 0); // several threads may read at the same time

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

    /** Reads the kinds that were added since. The records of a commit that is visible have kinds that are visible too. */
    public void refresh(Rows rows) throws SQLException {
        rows.rows("SELECT nr, source, type, redraw, destinations FROM kind WHERE nr > ? ORDER BY nr", row -> {
            Kind kind = new Kind(row.getString(2), row.getString(3), row.getBoolean(4), row.getString(5));
            if (unroutedToo || !kind.destinations().equals(UNROUTED)) {
                kinds.put(row.getInt(1), kind);
            }
            last.accumulate(row.getLong(1));
            return kind;
        }, last.get());
    }

    /** The kind; null if there is none with that number, or if it names no destination and those are not kept. */
    public @Nullable Kind kind(int number) {
        return kinds.get(number);
    }

    /**
     * Whether the kind is one of records that were appended for the destination.
     *
     * @throws DamagedBatchException if the journal has no kind with that number
     */
    public boolean names(int number, String destination) throws DamagedBatchException {
        Kind kind = kinds.get(number);
        if (kind == null && number > last.get()) {
            throw new DamagedBatchException("kind " + number + " is missing");
        }
        return kind != null && kind.names(destination);
    }
}
