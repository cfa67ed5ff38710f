package serai.people;

import serai.model.Learner.MatchedBy;

/**
 * Whose record it is.
 *
 * @param person    the organisation's id of the person
 * @param matchedBy by what it was found
 */
public record Match(String person, MatchedBy matchedBy) {
}
