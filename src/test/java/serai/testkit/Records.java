package serai.testkit;

import serai.model.Activity;
import serai.model.ContactType;
import serai.model.EventType;
import serai.model.Identity;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.model.Payload;
import serai.model.Platform;
import serai.model.Result;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Set;

/** Learning records for tests. */
public final class Records {

    public static final Instant RECEIVED = Instant.parse("2026-11-22T10:00:00Z");

    private static final String COMPLETED = "2021-02-28T17:28:00.94";

    private Records() {
    }

    /** A course completion of a learner of that id. */
    public static LearningRecord completion(String learner) {
        return completion(learner, new BigDecimal("50"));
    }

    public static LearningRecord completion(String learner, BigDecimal percentage) {
        return record(EventType.COURSE_COMPLETED, learner, Activity.of(Activity.Type.COURSE, "2475", "course7"),
                new Result(true, percentage));
    }

    public static LearningRecord login(String learner) {
        return record(EventType.LOGGED_IN, learner, null, null);
    }

    /** A course start so much later than {@link #completion}; earlier, if that is negative. */
    public static LearningRecord start(String learner, Duration afterCompletion) {
        return record(EventType.COURSE_STARTED, learner, Activity.of(Activity.Type.COURSE, "2475", "course7"), null,
                LocalDateTime.parse(COMPLETED).plus(afterCompletion).toString());
    }

    /** The same event from another source, so with another id. */
    public static LearningRecord of(String source, LearningRecord record) {
        return new LearningRecord(record.schemaVersion(), Identity.of(source, record.type(), record.learner().id(), "",
                record.occurredAsSent()), source, Platform.PRAESIDIUM, record.type(), record.platformType(),
                record.occurredAt(), record.occurredAsSent(), record.receivedAt(), record.learner(), record.activity(),
                record.result(), record.marks(), record.raw());
    }

    private static LearningRecord record(EventType type, String learner, Activity activity, Result result) {
        return record(type, learner, activity, result, COMPLETED);
    }

    private static LearningRecord record(EventType type, String learner, Activity activity, Result result, String time) {
        String object = activity == null ? "" : activity.id();
        return new LearningRecord(LearningRecord.SCHEMA_VERSION, Identity.of("mct", type.name(), learner, object, time),
                "mct", Platform.MCT, type.name(), type.name(), Instant.parse(time + "Z"), time, RECEIVED,
                new Learner(learner, null, "Anna", "Ångström", learner + "@example.org", ContactType.EMAIL, Map.of()),
                activity, result, Set.of(), Payload.of(("raw " + learner).getBytes(StandardCharsets.UTF_8)));
    }
}
