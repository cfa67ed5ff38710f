package serai.journal.delivery;

/**
 * How much of the journal a destination is given.
 *
 * @param batch records that the route is given at once, at the most; at least 1
 * @param page  records that are read, delivered and noted together, at the most; at least 1. More than a batch: a page holds
 *              records of several kinds, and each kind has batches of its own
 * @param types types of records that are given at the same time, at the most; at least 1. Each type keeps its order
 */
public record BatchLimits(int batch, int page, int types) {
}
