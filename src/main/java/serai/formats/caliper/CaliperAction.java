package serai.formats.caliper;

import serai.formats.KnownType;
import serai.model.Activity;
import serai.model.EventType;
import serai.model.LearningRecord;

/** The action of a Caliper event, with the event type and profile that belong to it. */
enum CaliperAction {
    LOGGED_IN("LoggedIn", "SessionEvent", "SessionProfile"),
    STARTED("Started", "Event", "GeneralProfile"),
    COMPLETED("Completed", "Event", "GeneralProfile"),
    LESSON_COMPLETED("Completed", "AssignableEvent", "AssignableProfile"),
    EXAM_SUBMITTED("Submitted", "AssessmentEvent", "AssessmentProfile"),
    GRADED("Graded", "GradeEvent", "GradingProfile");

    private final String term;
    private final String eventType;
    private final String profile;

    CaliperAction(String term, String eventType, String profile) {
        this.term = term;
        this.eventType = eventType;
        this.profile = profile;
    }

    /** The learner's action in a record. */
    static CaliperAction of(LearningRecord record, EventType type) {
        return switch (type) {
            case LOGGED_IN -> LOGGED_IN;
            case COURSE_STARTED -> STARTED;
            case MODULE_COMPLETED -> KnownType.activity(record).kind() == Activity.Type.EXAM ? EXAM_SUBMITTED : LESSON_COMPLETED;
            case COURSE_COMPLETED, LEARNING_PATH_COMPLETED -> COMPLETED;
        };
    }

    String term() {
        return term;
    }

    String eventType() {
        return eventType;
    }

    String profile() {
        return profile;
    }

    /** Whether the event generates an attempt, at a lesson or an exam. */
    boolean isAttempt() {
        return this == LESSON_COMPLETED || this == EXAM_SUBMITTED;
    }
}
