package serai.journal.store;

import serai.model.Activity;
import serai.model.EventType;
import serai.model.Identity;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.model.Platform;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * When a course start is a redraw, which Microsoft Community Training sends when it draws a course's page anew: the learner has
 * completed the course from {@link #from} on and before {@link #at}. The times are those of the events, so their order of arrival
 * matters only if the redrawn start arrives before the completion: such a start is not detected.
 *
 * @param completed whether this is a completion, which is to be remembered, and no start
 * @param course    the hash of course and learner
 * @param at        when it happened
 * @param from      the earliest completion after which a start at that time is a redraw
 */
public record RedrawRule(boolean completed, UUID course, Instant at, Instant from) {

    /**
     * The rule for a course start or a completion; empty for any other record.
     *
     * @param window how long after a completion a start of that course by that learner is a redraw; zero: never
     */
    public static Optional<RedrawRule> of(LearningRecord record, Duration window) {
        boolean completed = record.type().equals(EventType.COURSE_COMPLETED.name());
        boolean started = record.type().equals(EventType.COURSE_STARTED.name()) && !window.isZero();
        Learner learner = record.learner();
        Activity course = record.activity();
        Instant at = record.occurredAt();
        if (record.platform() != Platform.MCT || !completed && !started || learner == null || course == null || at == null) {
            return Optional.empty();
        }
        UUID id = Identity.of(record.source(), EventType.COURSE_COMPLETED.name(), learner.id(), course.id(), "");
        return Optional.of(new RedrawRule(completed, id, at, at.minus(window)));
    }
}
