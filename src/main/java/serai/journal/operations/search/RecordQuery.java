package serai.journal.operations.search;

import org.jspecify.annotations.Nullable;
import serai.model.Activity;
import serai.model.LearningRecord;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * Which records are looked for: those that match every field. A field that is null matches all of them.
 *
 * @param id      the record's id
 * @param learner the platform's id of the learner, the client's own, or the contact, in full, in any case; never logged
 * @param course  the id of the activity or of its course, or a part of its title, in any case
 * @param type    the record's type
 * @param source  the name of its source
 * @param from    received at that time or later
 * @param to      received before that time
 * @param before  only records with a lower sequence number; {@link #NEWEST} for the first look
 * @param limit   number of records, from 1 to {@value #LIMIT_MAX}
 */
public record RecordQuery(@Nullable UUID id, @Nullable String learner, @Nullable String course, @Nullable String type,
        @Nullable String source, @Nullable Instant from, @Nullable Instant to, long before, int limit) {

    /** The value of {@code before} that begins with the newest record. */
    public static final long NEWEST = Long.MAX_VALUE;
    /** The most records that one search finds. */
    public static final int LIMIT_MAX = 1_000;

    /** @throws IllegalArgumentException if the limit is out of its bounds */
    public RecordQuery {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException("a search finds from 1 to %s records; not %s".formatted(LIMIT_MAX, limit));
        }
    }

    boolean isReceivedInTime(Instant receivedAt) {
        return (from == null || !receivedAt.isBefore(from)) && (to == null || receivedAt.isBefore(to));
    }

    boolean matches(LearningRecord record) {
        return (id == null || id.equals(record.id())) && (type == null || type.equals(record.type()))
                && (source == null || source.equals(record.source())) && isReceivedInTime(record.receivedAt())
                && (learner == null || isLearner(record, learner)) && (course == null || isCourse(record.activity(), course));
    }

    /** The index has hashes of a few bytes, which may be of another learner too. */
    private static boolean isLearner(LearningRecord record, String learner) {
        String asked = learner.strip();
        return record.learner() != null && (asked.equalsIgnoreCase(record.learner().id())
                || asked.equalsIgnoreCase(record.learner().externalId()) || asked.equalsIgnoreCase(record.learner().contact()));
    }

    private static boolean isCourse(@Nullable Activity activity, String course) {
        return activity != null && (activity.id().equalsIgnoreCase(course) || activity.name() != null
                && activity.name().toLowerCase(Locale.ROOT).contains(course.toLowerCase(Locale.ROOT))
                || isCourse(activity.parent(), course));
    }

    @Override
    public String toString() {
        return "RecordQuery[]"; // it has personal data
    }
}
