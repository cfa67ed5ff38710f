package serai.sources;

import org.jspecify.annotations.Nullable;
import serai.model.Activity;
import serai.model.EventType;
import serai.model.Identity;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.model.Payload;
import serai.model.Platform;
import serai.model.Result;

import java.time.Clock;
import java.util.Set;
import java.util.UUID;

/**
 * Makes the records of one source: sets the values that all of them share, and their ids.
 *
 * @param source   the source's name; part of every id
 * @param platform the platform on which its learners learn
 * @param clock    tells when an event was received
 */
public record RecordFactory(String source, Platform platform, Clock clock) {

    /** Makes the record of an event whose type is known. */
    public LearningRecord known(EventType type, String platformType, SourceTime time, Learner learner,
            @Nullable Activity activity, @Nullable Result result, byte[] raw) {
        UUID id = Identity.of(source, type.name(), learner.id(), object(activity), time.asSent());
        return new LearningRecord(LearningRecord.SCHEMA_VERSION, id, source, platform, type.name(), platformType,
                time.instant(), time.asSent(), clock.instant(), learner, activity, result, Set.of(), Payload.of(raw));
    }

    /** Makes the record of an event of an unknown type, under the platform's own name for that type. */
    public LearningRecord unknown(String name, String platformType, byte[] raw) {
        Payload payload = Payload.of(raw);
        return new LearningRecord(LearningRecord.SCHEMA_VERSION, Identity.ofUnknown(source, payload), source, platform,
                EventType.unknown(platform, name), platformType, null, null, clock.instant(), null, null, null,
                Set.of(), payload);
    }

    /**
     * The object part of the id. It includes the course, because a module's id is unique only within its course; empty for a
     * login, which has no object.
     */
    private static String object(@Nullable Activity activity) {
        if (activity == null) {
            return "";
        }
        return activity.parent() == null ? activity.id() : object(activity.parent()) + "/" + activity.id();
    }
}
