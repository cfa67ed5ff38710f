package serai.journal.operations.people;

import serai.model.Platform;

import java.time.Instant;

/**
 * A link made by an operator: which person of the organisation a learner of a platform is. It is personal data, so
 * {@link #toString} shows none of it.
 *
 * @param platform the platform
 * @param learner  the platform's id of the learner, not blank
 * @param person   the organisation's id of the person, not blank
 * @param at       when the link was made
 */
public record PersonLink(Platform platform, String learner, String person, Instant at) {

    @Override
    public String toString() {
        return "PersonLink[]";
    }
}
