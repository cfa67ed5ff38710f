package serai.formats;

import serai.formats.caliper.CaliperEnvelope;
import serai.formats.caliper.CaliperSettings;
import serai.formats.xapi.XapiActor;
import serai.formats.xapi.XapiSettings;
import serai.model.Activity;
import serai.model.CanonicalJson;
import serai.model.ContactType;
import serai.model.EventType;
import serai.model.Identity;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.model.Platform;
import serai.model.Result;
import serai.testkit.Golden;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;

/** Records to write, and settings to write them with. */
public final class FormatRecords {

    public static final XapiSettings SETTINGS = new XapiSettings("https://mct.example.org", "https://praesidiumacademy.com",
            "https://example.org/xapi/profiles/learner-events/v1", "https://example.org/xapi/ext",
            "https://example.org/xapi/activity-types/learning-path", false, false);
    static final Platforms PLATFORMS = SETTINGS.platforms();
    static final CloudEventsSettings CLOUD_EVENTS = new CloudEventsSettings(PLATFORMS, "org.example.learning");
    public static final Activity COURSE = Activity.of(Activity.Type.COURSE, "2475", "course7");
    static final Instant OCCURRED = Instant.parse("2021-02-28T17:26:45.2810916Z");
    static final Instant RECEIVED = Instant.parse("2026-01-02T03:04:05Z");

    static final TimeForm AMSTERDAM = TimeForm.of("yyyy-MM-dd HH:mm:ss", ZoneId.of("Europe/Amsterdam"));
    static final Instant SENT = Instant.parse("2026-01-02T03:04:06Z");

    private FormatRecords() {
    }

    /** With everything that can be said. */
    public static XapiSettings talkative(XapiActor actor) {
        return new XapiSettings(new Platforms("https://learn.example.org/", "https://academy.example.org", "Our learning",
                "Our academy"), SETTINGS.profile(), SETTINGS.extensions(), SETTINGS.vocabulary(), actor,
                new BigDecimal("62.5"), true, true, true);
    }

    public static CaliperEnvelope envelope() {
        return new CaliperEnvelope(new CaliperSettings(PLATFORMS, "https://example.org/serai"),
                Clock.fixed(SENT, ZoneOffset.UTC));
    }

    public static LearningRecord golden(String name) {
        return CanonicalJson.read(new String(Golden.read("records/" + name + ".json"), StandardCharsets.UTF_8));
    }

    public static LearningRecord unknown() {
        return new LearningRecord(1, Identity.of("mct", "BADGE", "", "", ""), "mct", Platform.MCT, "BADGE", "BADGE", null,
                null, RECEIVED, null, null, null, Set.of(), null);
    }

    public static LearningRecord completionBy(String firstName) {
        return completion(new Learner("13273", "e-1", firstName, null, "+31 20 1234567", ContactType.PHONE,
                Map.of("ref3", "north")), COURSE, null);
    }

    public static LearningRecord completion(Learner learner, Activity activity, BigDecimal percentage) {
        return new LearningRecord(1, Identity.of("mct", "COURSE_COMPLETED", learner.id(), activity.id(), ""), "mct",
                Platform.MCT, EventType.COURSE_COMPLETED.name(), "COURSE_COMPLETION", OCCURRED, "as sent", RECEIVED,
                learner, activity, new Result(true, percentage), Set.of(), null);
    }
}
