package serai.journal.delivery;

/**
 * How many records a destination gets at once.
 *
 * @param batch number of records in one batch for the route, at the most; at least 1
 * @param page  number of records that are read, delivered and settled together, at the most; at least 1. It is larger than a
 *              batch, because a page holds records of several kinds and each kind has batches of its own
 * @param types number of types of records that are given to the route at the same time, at the most; at least 1. Each type
 *              keeps its order
 */
public record BatchLimits(int batch, int page, int types) {
}
