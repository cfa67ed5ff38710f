package serai.testkit.journal;

import serai.model.Activity;
import serai.model.ContactType;
import serai.model.EventType;
import serai.model.Identity;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.model.Payload;
import serai.model.Platform;
import serai.model.Result;
import serai.testkit.Records;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A learner all of whose data are texts that occur nowhere else, so that any of them is found wherever it has got to. */
public final class MarkedPerson {

    /** The markers by the field that has them; {@code raw} stands for the payload as received. */
    public static final Map<String, String> MARKERS = new TreeMap<>(Map.of("id", "idqzx81", "externalId", "extqzx82",
            "firstName", "Firqzx83", "lastName", "Lasqzx84", "contact", "conqzx85", "ref3", "refqzx86", "ref9", "refqzx87",
            "raw", "rawqzx88"));

    private static final String TIME = "2026-11-22 09:00:00";

    private MarkedPerson() {
    }

    /** A course that the person has completed at Praesidium. */
    public static LearningRecord completion() {
        return completion("CRS1");
    }

    public static LearningRecord completion(String course) {
        String id = MARKERS.get("id");
        Learner learner = new Learner(id, MARKERS.get("externalId"), MARKERS.get("firstName"), MARKERS.get("lastName"),
                MARKERS.get("contact") + "@example.org", ContactType.EMAIL,
                Map.of("ref3", MARKERS.get("ref3"), "ref9", MARKERS.get("ref9")));
        return new LearningRecord(LearningRecord.SCHEMA_VERSION,
                Identity.of("praesidium", EventType.COURSE_COMPLETED.name(), id, course, TIME), "praesidium", Platform.PRAESIDIUM,
                EventType.COURSE_COMPLETED.name(), EventType.COURSE_COMPLETED.name(), Records.RECEIVED.minusSeconds(3_600), TIME,
                Records.RECEIVED, learner, Activity.of(Activity.Type.COURSE, course, "A course"), new Result(true, null), Set.of(),
                Payload.of(("{\"user\":\"" + MARKERS.get("raw") + "\"}").getBytes(StandardCharsets.UTF_8)));
    }

    /** The fields whose markers a text has, in alphabetical order, separated by blanks; empty if it has none. */
    public static String in(String text) {
        StringBuilder found = new StringBuilder();
        MARKERS.forEach((field, marker) -> {
            if (text.contains(marker)) {
                found.append(found.isEmpty() ? "" : " ").append(field);
            }
        });
        return found.toString();
    }
}
