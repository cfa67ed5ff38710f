package serai.journal.operations.people;

import java.util.List;

/**
 * Learners whose records wait until it is known which person that is.
 *
 * @param learners those with the most records first; of the records that were read
 * @param records  how many records wait in all
 * @param whole    whether all of them were read
 */
public record WaitingLearners(List<WaitingLearner> learners, long records, boolean whole) {
}
