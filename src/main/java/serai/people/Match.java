package serai.people;

import serai.model.Learner.MatchedBy;

/**
 * The person whom a record's learner was found to be.
 *
 * @param person    the organisation's id of the person
 * @param matchedBy by what the person was found
 */
public record Match(String person, MatchedBy matchedBy) {
}
