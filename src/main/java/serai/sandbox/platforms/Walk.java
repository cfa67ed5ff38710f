package serai.sandbox.platforms;

import serai.model.Platform;

import java.time.Instant;
import java.util.List;
import java.util.Random;

/** How learners walk through courses on a platform. */
interface Walk {

    /**
     * A learner's events in the order in which they happen; the same for the same arguments.
     *
     * @param from where the way begins
     */
    List<Step> of(Learner learner, Instant from, Random random);

    static Walk on(Platform platform) {
        return switch (platform) {
            case MCT -> MctWalk::of;
            case PRAESIDIUM -> PraesidiumWalk::of;
        };
    }
}
