package serai.sandbox.platforms;

import serai.model.Platform;

import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Makes a simulated learner's sequence of events on a platform. */
interface EventSequence {

    /**
     * A learner's events in the order in which they happen; the same arguments make the same events.
     *
     * @param from time of the first event
     */
    List<LearnerAction> of(SimulatedLearner learner, Instant from, Random random);

    static EventSequence on(Platform platform) {
        return switch (platform) {
            case MCT -> MctWalk::of;
            case PRAESIDIUM -> PraesidiumWalk::of;
        };
    }
}
