package serai.journal.operations.people;

import serai.model.Learner;
import serai.model.Platform;

import java.time.Instant;
import java.util.SortedSet;

/**
 * A learner whose records wait until it is known which person that is. It is personal data, so {@link #toString} shows none of
 * it.
 *
 * @param platform     the platform
 * @param learner      as one of the records has them
 * @param records      how many wait
 * @param since        since when the first of them waits
 * @param destinations the destinations for which they wait
 */
public record WaitingLearner(Platform platform, Learner learner, long records, Instant since, SortedSet<String> destinations) {

    /**
     * The platform and its id of the learner, such as {@code mct:13273}. Without access to the platform, it does not show who
     * that is.
     */
    public String name() {
        return PersonLinks.name(platform, learner.id());
    }

    /** The same learner with more records. */
    WaitingLearner and(WaitingLearner more) {
        destinations.addAll(more.destinations);
        return new WaitingLearner(platform, learner, records + more.records, since.isBefore(more.since) ? since : more.since,
                destinations);
    }

    @Override
    public String toString() {
        return "WaitingLearner[]";
    }
}
