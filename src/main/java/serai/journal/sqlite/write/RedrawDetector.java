package serai.journal.sqlite.write;

import org.jspecify.annotations.Nullable;
import serai.journal.sqlite.query.ColumnCodec;
import serai.model.Activity;
import serai.model.EventType;
import serai.model.Identity;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.model.Platform;

import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Finds redraws: course starts that Microsoft Community Training sends again when it draws a course's page anew. A redraw comes
 * after the learner has completed the course. The journal keeps the times of completions longer than their records. It compares
 * the times of the events, so their order of arrival matters only if the redrawn start arrives before the completion: such a
 * start is not detected.
 */
final class RedrawDetector {

    private final boolean completed;
    private final UUID course;
    private final long at;
    private final long window;

    private RedrawDetector(boolean completed, UUID course, long at, long window) {
        this.completed = completed;
        this.course = course;
        this.at = at;
        this.window = window;
    }

    /**
     * The detector for a course start or a completion; null for any other record.
     *
     * @param window how long after a completion a start of that course by that learner is a redraw; zero: never
     */
    static @Nullable RedrawDetector of(LearningRecord record, Duration window) {
        boolean completed = record.type().equals(EventType.COURSE_COMPLETED.name());
        boolean started = record.type().equals(EventType.COURSE_STARTED.name()) && !window.isZero();
        Learner learner = record.learner();
        Activity course = record.activity();
        if (record.platform() != Platform.MCT || !completed && !started || learner == null || course == null) {
            return null;
        }
        UUID id = Identity.of(record.source(), EventType.COURSE_COMPLETED.name(), learner.id(), course.id(), "");
        return new RedrawDetector(completed, id, ColumnCodec.micros(record.occurredAt()),
                TimeUnit.MILLISECONDS.toMicros(window.toMillis()));
    }

    /**
     * Stores a completion and returns false. For a start, returns whether it is a redraw according to the completions stored so
     * far.
     */
    boolean redrawn(Transaction transaction) throws SQLException {
        if (completed) {
            transaction.completedCourses().add(course, at);
            return false;
        }
        return transaction.completedCourses().isCompleted(course, at - window, at);
    }
}
