package serai.journal.sql.write;

import org.jspecify.annotations.Nullable;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.store.RedrawRule;
import serai.model.LearningRecord;

import java.sql.SQLException;
import java.time.Duration;

/**
 * Finds redraws: course starts that Microsoft Community Training sends again when it draws a course's page anew. The journal keeps
 * the times of completions longer than their records, and {@link RedrawRule} says which of them make a start a redraw.
 */
record RedrawDetector(RedrawRule event) {

    /**
     * The detector for a course start or a completion; null for any other record.
     *
     * @param window how long after a completion a start of that course by that learner is a redraw; zero: never
     */
    static @Nullable RedrawDetector of(LearningRecord record, Duration window) {
        return RedrawRule.of(record, window).map(RedrawDetector::new).orElse(null);
    }

    /**
     * Stores a completion and returns false. For a start, returns whether it is a redraw according to the completions stored so
     * far.
     */
    boolean redrawn(Transaction transaction) throws SQLException {
        if (event.completed()) {
            transaction.newest().addCompletion(event.course(), ColumnCodec.micros(event.at()));
            return false;
        }
        return transaction.newest().isCompleted(event.course(), ColumnCodec.micros(event.from()),
                ColumnCodec.micros(event.at()));
    }
}
