package serai.journal.sql.write;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.JournalFullException;
import serai.journal.JournalUnavailableException;
import serai.journal.RecordRefusedException;
import serai.journal.sql.query.SqlFailure;
import serai.model.FailureText;

import java.sql.SQLException;

/** What callers of the writer are told of a failure. The first failure of a journal that becomes unavailable is logged. */
final class WriteFailures {

    private static final Logger LOG = LoggerFactory.getLogger(WriteFailures.class);

    private final String place;
    private final RuntimeException withoutReason; // made beforehand, for when there is no memory to make another
    private volatile @Nullable String trouble;

    /** @param place the store's name in messages */
    WriteFailures(String place) {
        this.place = place;
        this.withoutReason =
                new JournalUnavailableException("%s can't be written to, and Serai can't say why: most likely it has no memory."
                        .formatted(place), null);
    }

    /** A commit has succeeded. */
    void end() {
        trouble = null;
    }

    /** What callers are told of a failure. Logs it, if the journal has become unavailable. Never throws. */
    RuntimeException noted(Throwable cause) {
        RuntimeException told = told(cause);
        if (told instanceof JournalUnavailableException) {
            try {
                note(String.valueOf(told.getMessage()));
            } catch (RuntimeException | Error e) {
                LOG.debug("The failure could not be logged", e);
            }
        }
        return told;
    }

    private void note(String reason) {
        if (trouble == null) {
            LOG.warn("{}{} Nothing is acknowledged until it can be.", reason, reason.endsWith(".") ? "" : ".");
        }
        trouble = reason;
    }

    /** What callers are told of a failure. Never throws. */
    RuntimeException told(Throwable cause) {
        try {
            return described(cause);
        } catch (RuntimeException | Error e) {
            return withoutReason;
        }
    }

    private RuntimeException described(Throwable cause) {
        if (cause instanceof SQLException sql) {
            String reason = FailureText.firstLine(sql);
            if (SqlFailure.isFull(sql)) {
                return new JournalFullException("%s can't grow: %s; make room on its disk.".formatted(place, reason));
            }
            return SqlFailure.isRefusal(sql) ? new RecordRefusedException(reason)
                    : new JournalUnavailableException(
                            "%s can't be written to: %s%s.".formatted(place, reason, SqlFailure.remedy(sql)), cause);
        }
        return cause instanceof RuntimeException exception ? exception
                : new JournalUnavailableException("%s can't be written to: %s.".formatted(place, cause), cause);
    }

    static boolean isRefusal(Throwable cause) {
        return cause instanceof SQLException sql ? SqlFailure.isRefusal(sql) : cause instanceof RuntimeException;
    }

    /** Whether another process holds the store's lock: then trying one by one would wait again for each member. */
    static boolean isOfOthers(Throwable cause) {
        return cause instanceof SQLException sql && SqlFailure.isBusy(sql);
    }
}
