package serai.journal.sql.index;

import org.jspecify.annotations.Nullable;
import serai.journal.sql.batch.BatchedRecord;
import serai.journal.sql.query.Checksum;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.JournalQuery;
import serai.journal.store.RedrawRule;
import serai.model.EventType;
import serai.model.LearningRecord;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Compares the indexes with the records that are in them, and with their checksums. Changes nothing. */
public final class RecordCheck {

    private static final String SORTED = "SELECT coalesce((SELECT seq FROM position WHERE name = 'sorted'), 0)";
    /** The first day of which identities are still kept. */
    private static final String FIRST_DAY = "SELECT coalesce(min(received_day), %s) FROM identity".formatted(Long.MAX_VALUE);

    private static final String NOT_KNOWN = "its event is not known by its identity any more";
    /** Number of records without an identity that are looked at again at the end, at the most. */
    private static final int UNKNOWN_MAX = 100_000;

    /**
     * A record without an identity, perhaps because a purge is just deleting it; or with an identity of another day.
     *
     * @param day on which it was received; or that of its identity
     */
    private record Unknown(long seq, long receivedAt, long day) {
    }

    private record Identity(long occurredAt, UUID id) {
    }

    private record Known(boolean same, long day) {
    }

    private final List<Unknown> unknown = new ArrayList<>();
    /** Records whose identity is of another day: such an event came again when its first identity was purged, as a new one. */
    private final Map<Identity, List<Unknown>> ofAnotherDay = new HashMap<>();
    private final JournalQuery reading;
    private final LearnerHashes hashes;
    private final long sortedUpTo;
    private final long firstDay;

    public RecordCheck(JournalQuery reading) {
        this.reading = reading;
        this.hashes = LearnerHashes.of(reading);
        this.sortedUpTo = number(SORTED);
        this.firstDay = number(FIRST_DAY);
    }

    private long number(String question) {
        return reading.rows(question, row -> row.getLong(1)).get(0);
    }

    /**
     * What is wrong with a record's entries; null if nothing is, if the record is not in the tables yet, or if only
     * {@link #verifyIdentities} can tell.
     */
    public @Nullable String fault(BatchedRecord record, LearningRecord content) {
        if (!Arrays.equals(record.learners(), hashes.of(content.learner()))) {
            return "the key by which its learner is found (fixed, %s) is not the journal's".formatted(LearnerHashes.KEY);
        }
        findOfAnotherDay(record);
        if (record.seq() > sortedUpTo) {
            return null;
        }
        return !isKnown(record) ? NOT_KNOWN
                : !isCompletionKnown(content) ? "its completion of a course is not known any more" : null;
    }

    private boolean isKnown(BatchedRecord record) {
        long day = dayOf(record);
        Known known = reading.rows("SELECT digest, received_day FROM identity WHERE occurred_at = ? AND id = ?",
                row -> new Known(Arrays.equals(row.getBytes(1), record.digest()), row.getLong(2)), record.occurredAt(),
                ColumnCodec.bytes(record.id())).stream().findFirst().orElse(null);
        if (known == null) {
            return day < firstDay || isLookedAtAgain(record, day);
        }
        return known.day == day ? known.same : isOfAnotherDay(record, known.day);
    }

    private static long dayOf(BatchedRecord record) {
        return ColumnCodec.day(ColumnCodec.instant(record.receivedAt()));
    }

    /**
     * Notes a record whose identity is of another day, since a later record may have that identity. Returns true:
     * {@link #verifyIdentities} decides.
     */
    private boolean isOfAnotherDay(BatchedRecord record, long day) {
        if (ofAnotherDay.size() < UNKNOWN_MAX) { // beyond that it is believed
            ofAnotherDay.computeIfAbsent(new Identity(record.occurredAt(), record.id()), unused -> new ArrayList<>())
                    .add(new Unknown(record.seq(), record.receivedAt(), day));
        }
        return true;
    }

    private void findOfAnotherDay(BatchedRecord record) {
        if (!ofAnotherDay.isEmpty()) {
            ofAnotherDay.computeIfPresent(new Identity(record.occurredAt(), record.id()), (identity, records) -> {
                records.removeIf(one -> one.day == dayOf(record));
                return records.isEmpty() ? null : records;
            });
        }
    }

    private boolean isLookedAtAgain(BatchedRecord record, long day) {
        return unknown.size() < UNKNOWN_MAX && unknown.add(new Unknown(record.seq(), record.receivedAt(), day));
    }

    /**
     * Reports the records without an identity although identities of their day are kept, and those whose identity is of a day
     * on which no such event was received. Call it last: a purge that was deleting days in stretches has ended them by then.
     */
    public void verifyIdentities(Consumer<String> told) {
        long first = number(FIRST_DAY);
        Stream.concat(unknown.stream().filter(one -> one.day >= first), ofAnotherDay.values().stream().flatMap(List::stream))
                .sorted(Comparator.comparing(Unknown::seq))
                .forEach(one -> told.accept(text(one.seq, one.receivedAt, NOT_KNOWN)));
    }

    /** The line that reports a record's fault. */
    public static String text(long seq, long receivedAt, String fault) {
        return "record %s, received %s: %s".formatted(seq, ColumnCodec.instant(receivedAt), fault);
    }

    private boolean isCompletionKnown(LearningRecord content) {
        return !content.type().equals(EventType.COURSE_COMPLETED.name()) || RedrawRule.of(content, Duration.ZERO)
                .map(rule -> !reading.rows("SELECT 1 FROM completion WHERE course = ? AND completed_at = ?", row -> 1,
                        ColumnCodec.bytes(rule.course()), ColumnCodec.micros(rule.at())).isEmpty())
                .orElse(true);
    }

    /** @param told gets a line on each part of the index of learners, and on each position, whose checksum is wrong */
    public void verifyRuns(Consumer<String> told) {
        reading.rows("SELECT first_seq, last_seq, entries, sum FROM learner_run", row -> {
            if (row.getLong(4) != Checksum.of(row.getLong(1), row.getLong(2), row.getBytes(3))) {
                told.accept("the index of learners, records %s to %s: wrong checksum".formatted(row.getLong(1), row.getLong(2)));
            }
            return row.getLong(1);
        });
        reading.rows("SELECT name, seq, sum FROM position", row -> {
            String name = row.getString(1);
            if (row.getLong(3) != Position.sum(name, row.getLong(2)) || !Position.ALL.contains(name)) {
                told.accept("a position: wrong checksum");
            }
            return row.getLong(2);
        });
    }
}
