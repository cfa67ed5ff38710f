package serai.journal.operations.verify;

/**
 * What was read of a journal, and how much of it is damaged.
 *
 * @param batches record batches
 * @param records records in them, without those of damaged batches
 * @param aside   records that stand aside with a copy, and differing events
 * @param damaged how many of the batches and of those that stand aside are damaged, and faults of the database
 */
public record VerifiedJournal(long batches, long records, long aside, long damaged) {
}
