package serai.journal.sqlite.write;

import serai.journal.sqlite.query.ColumnCodec;
import serai.model.EventType;
import serai.model.Identity;
import serai.model.LearningRecord;
import serai.model.Platform;

import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * When learners have completed courses of Microsoft Community Training: by that a start that the platform sends again when
 * it redraws a page is told from a real one. Completions outlive their records. The times compared are those of the events, so
 * it doesn't matter in which order they come, but that a start before its completion can't be told.
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
     * What a record has to do with completions; null for nothing, which is so for all but starts and completions.
     *
     * @param window how long after a completion a start of that course by that learner is a redraw; zero: never
     */
    static RedrawDetector of(LearningRecord record, Duration window) {
        boolean completed = record.type().equals(EventType.COURSE_COMPLETED.name());
        boolean started = record.type().equals(EventType.COURSE_STARTED.name()) && !window.isZero();
        if (record.platform() != Platform.MCT || !completed && !started) {
            return null;
        }
        UUID course = Identity.of(record.source(), EventType.COURSE_COMPLETED.name(), record.learner().id(),
                record.activity().id(), "");
        return new RedrawDetector(completed, course, ColumnCodec.micros(record.occurredAt()),
                TimeUnit.MILLISECONDS.toMicros(window.toMillis()));
    }

    /** Notes a completion. Of a start: whether it is a redraw of those noted so far. */
    boolean redrawn(Transaction transaction) throws SQLException {
        if (completed) {
            transaction.completedCourses().add(course, at);
            return false;
        }
        return transaction.completedCourses().isCompleted(course, at - window, at);
    }
}
