package serai.journal.delivery.page;

import org.jspecify.annotations.Nullable;
import serai.journal.delivery.period.PageName;
import serai.model.LearningRecord;
import serai.model.Mark;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The properties that all records of one exchange have in common, so that a route's {@code choice} by content runs once for a
 * batch.
 *
 * @param type        the record's type
 * @param source      the source of the records
 * @param redraw      whether they are redraw artefacts
 * @param receivedDay the UTC day on which they were received
 * @param page        the name of their page if it is one of a period. Such a page has records of several types, and the other
 *                    components are only those of its first record. Null for a batch whose records share them all
 */
public record BatchKey(String type, String source, boolean redraw, LocalDate receivedDay, @Nullable PageName page) {

    private static final int SECONDS_OF_A_DAY = 86_400;

    public BatchKey(String type, String source, boolean redraw, LocalDate receivedDay) {
        this(type, source, redraw, receivedDay, null);
    }

    static BatchKey of(LearningRecord record) {
        return of(record, null);
    }

    static BatchKey of(LearningRecord record, @Nullable PageName page) {
        return new BatchKey(record.type(), record.source(), record.marks().contains(Mark.REDRAW),
                LocalDate.ofInstant(record.receivedAt(), ZoneOffset.UTC), page);
    }

    /** Whether this is the record's key, not counting the day. */
    boolean isOf(LearningRecord record) {
        return redraw == record.marks().contains(Mark.REDRAW) && type.equals(record.type()) && source.equals(record.source());
    }

    boolean isOfDay(Instant time) {
        return receivedDay.toEpochDay() == Math.floorDiv(time.getEpochSecond(), SECONDS_OF_A_DAY);
    }
}
