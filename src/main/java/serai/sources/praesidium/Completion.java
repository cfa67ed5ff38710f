package serai.sources.praesidium;

import org.jspecify.annotations.Nullable;
import serai.model.Activity;
import serai.model.ContactType;
import serai.model.EventType;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.model.Result;
import serai.sources.RecordFactory;
import serai.sources.SourceTime;

import java.util.Map;

/** What an event of version 1.0 says: a learner has completed a course or a learning path. */
record Completion(EventType type, SourceTime time, Learner learner, Activity activity) {

    LearningRecord record(RecordFactory intake, byte[] raw) {
        return intake.known(type, type.name(), time, learner, activity, new Result(true, null), raw);
    }

    /** The learner, known by the UUID, else by the client's id, else by the address; null if there is none of them. */
    static @Nullable Learner learner(@Nullable String uuid, @Nullable String user, @Nullable String externalId,
            @Nullable String firstName, @Nullable String lastName, Map<String, String> refs) {
        String id = uuid != null ? uuid : externalId != null ? externalId : user;
        return id == null ? null
                : new Learner(id.strip(), externalId, firstName, lastName, user, user == null ? null : ContactType.EMAIL, refs);
    }
}
