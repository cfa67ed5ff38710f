package serai.simulation;

import serai.model.LearningRecord;
import serai.model.Result;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;

/** Events of a simulation: each of another learner, and of types whose names are told apart by little. */
final class SimulatedEvents {

    private static final List<String> TYPES = List.of("COURSE_COMPLETED", "LOGGED_IN", "COURSE_STARTED",
            "COURSE_COMPLETED", "LOGGED_IN", "COURSE_STARTED", "course_completed", "Course_Completed", "\u00c5 s\u00e5",
            "A\u030a sa\u030a", "\u540d\u524d", "con",
            "..", "a/b\\c:*?", "x".repeat(130), "x".repeat(130) + "y");

    private final Random random;
    private final SettableClock clock;
    private int learners;

    SimulatedEvents(Random random, SettableClock clock) {
        this.random = random;
        this.clock = clock;
    }

    LearningRecord next() {
        LearningRecord made = Records.completion("learner-" + learners++);
        String type = TYPES.get(random.nextInt(TYPES.size()));
        return new LearningRecord(made.schemaVersion(), made.id(), made.source(), made.platform(), type, type,
                made.occurredAt(), made.occurredAsSent(), clock.instant(), made.learner(), made.activity(), made.result(),
                made.marks(), made.raw());
    }

    /** The same event once more, with another result or with the same one. */
    LearningRecord again(LearningRecord record, boolean differs) {
        return differs ? new LearningRecord(record.schemaVersion(), record.id(), record.source(),
                record.platform(), record.type(), record.platformType(), record.occurredAt(), record.occurredAsSent(),
                clock.instant(), record.learner(), record.activity(),
                new Result(true, new BigDecimal(random.nextInt(40))), record.marks(), record.raw())
                : record.withReceivedAt(clock.instant());
    }
}
