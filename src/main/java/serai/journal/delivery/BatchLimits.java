package serai.journal.delivery;

import org.jspecify.annotations.Nullable;
import serai.journal.delivery.period.Period;

/**
 * How many records a destination gets at once.
 *
 * @param batch number of records in one batch for the route, at the most; at least 1
 * @param page  number of records that are read, delivered and settled together, at the most; at least 1. It is larger than a
 *              batch, because the records of a page have several batch keys, and each key has batches of its own
 * @param types number of types of records that are given to the route at the same time, at the most; at least 1. Each type
 *              keeps its order
 * @param period when a page is due and which records it has; null if records are delivered as they come. With it, a page is one
 *               batch of all its records
 */
public record BatchLimits(int batch, int page, int types, @Nullable Period period) {

    public BatchLimits(int batch, int page, int types) {
        this(batch, page, types, null);
    }

    /** The limits of a destination with a period. */
    public static BatchLimits of(Period period) {
        return new BatchLimits(period.records(), period.records(), 1, period);
    }

    /** The same limits, but with one type after the other. */
    public BatchLimits inOrder() {
        return new BatchLimits(batch, page, 1, period);
    }
}
