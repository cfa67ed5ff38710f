package serai.model;

import org.jspecify.annotations.Nullable;
import serai.model.Learner.MatchedBy;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * One learner event, decoded: Canonical Data Model (EIP). All code between the sources and the destinations' formats uses
 * learning records only.
 *
 * @param schemaVersion  version of this record's structure, from 1; {@link #SCHEMA_VERSION} or {@link #SCHEMA_VERSION_WITH_PERSON}
 * @param id             identity: a UUID of version 5 ({@link Identity}); the same event sent again has the same id
 * @param source         name of the source that took it in, such as {@code mct}
 * @param platform       where the learner learned
 * @param type           name of an {@link EventType}, or the platform's own name for an unknown type
 * @param platformType   the platform's own name of the type, as sent
 * @param occurredAt     when it happened, UTC; null for an unknown type
 * @param occurredAsSent the source's text for that time, trimmed; null for an unknown type
 * @param receivedAt     when Serai took it in, UTC
 * @param learner        the learner; null for an unknown type
 * @param activity       the activity; null for a login and for an unknown type
 * @param result         the outcome; null if nothing was completed
 * @param marks          what Serai has found out about the record when it was appended
 * @param raw            the payload as received; not part of the record's JSON; null in a record that was read from JSON
 */
public record LearningRecord(int schemaVersion, UUID id, String source, Platform platform, String type,
        String platformType, @Nullable Instant occurredAt, @Nullable String occurredAsSent, Instant receivedAt,
        @Nullable Learner learner, @Nullable Activity activity, @Nullable Result result, Set<Mark> marks,
        @Nullable Payload raw) {

    /** The version of a record as it is taken in. Records that are stored keep theirs when versions are added. */
    public static final int SCHEMA_VERSION = 1;
    /** The version of a record whose learner has a person, with what the person was found by. */
    public static final int SCHEMA_VERSION_WITH_PERSON = 2;

    public LearningRecord {
        marks = Set.copyOf(marks);
    }

    /** The same record with that payload. */
    public LearningRecord withRaw(Payload payload) {
        return new LearningRecord(schemaVersion, id, source, platform, type, platformType, occurredAt, occurredAsSent,
                receivedAt, learner, activity, result, marks, payload);
    }

    /** The same record under another id. */
    public LearningRecord withId(UUID other) {
        return new LearningRecord(schemaVersion, other, source, platform, type, platformType, occurredAt, occurredAsSent,
                receivedAt, learner, activity, result, marks, raw);
    }

    /** The same record, received at another time. */
    public LearningRecord withReceivedAt(Instant time) {
        return new LearningRecord(schemaVersion, id, source, platform, type, platformType, occurredAt, occurredAsSent,
                time, learner, activity, result, marks, raw);
    }

    /** The same record with its learner's person, in {@link #SCHEMA_VERSION_WITH_PERSON}; itself if it has no learner. */
    public LearningRecord withPerson(String person, MatchedBy matchedBy) {
        Learner of = learner;
        return of == null ? this : new LearningRecord(SCHEMA_VERSION_WITH_PERSON, id, source, platform, type, platformType,
                occurredAt, occurredAsSent, receivedAt, new Learner(of.id(), of.externalId(), of.firstName(), of.lastName(),
                        of.contact(), of.contactType(), of.refs(), person, matchedBy),
                activity, result, marks, raw);
    }

    /** The same record with that id of its learner; itself if it has no learner. */
    public LearningRecord withLearnerId(String other) {
        Learner of = learner;
        return of == null || of.id().equals(other) ? this : new LearningRecord(schemaVersion, id, source, platform, type,
                platformType, occurredAt, occurredAsSent, receivedAt, new Learner(other, of.externalId(), of.firstName(),
                        of.lastName(), of.contact(), of.contactType(), of.refs(), of.person(), of.matchedBy()),
                activity, result, marks, raw);
    }

    /** The same record with those marks. */
    public LearningRecord withMarks(Set<Mark> found) {
        return new LearningRecord(schemaVersion, id, source, platform, type, platformType, occurredAt, occurredAsSent,
                receivedAt, learner, activity, result, found, raw);
    }

    /** Shows no personal data, so that a record may stand in a message. */
    @Override
    public String toString() {
        return type + " " + id;
    }
}
