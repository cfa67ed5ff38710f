package serai.steps;

import org.junit.jupiter.api.io.TempDir;
import serai.model.Activity;
import serai.model.ContactType;
import serai.model.EventType;
import serai.model.Identity;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.model.Payload;
import serai.model.Platform;
import serai.testkit.Logged;
import serai.testkit.OneDestination;
import serai.testkit.Records;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is logged of the way of a record through steps that a test writes. */
abstract class LoggedSteps {

    static final LearningRecord ZOE = zoe();

    @TempDir
    Path folder;

    static LearningRecord zoe() {
        Learner learner = new Learner("lrn-77é", "EXT-0042", "Zoë \"Q\"", "O'Brien <& Söhne>", "zoe+x@example.org",
                ContactType.EMAIL, Map.of("ref3", "Ward 7; \"night\""));
        LearningRecord completion = Records.completion("zoe");
        return new LearningRecord(1, Identity.of("praesidium", EventType.COURSE_COMPLETED.name(), learner.id(), "2475", "t"),
                "praesidium", Platform.PRAESIDIUM, EventType.COURSE_COMPLETED.name(), "COURSE_COMPLETED", completion.occurredAt(),
                completion.occurredAsSent(), Records.RECEIVED, learner, Activity.of(Activity.Type.COURSE, "2475", "course7"),
                completion.result(), Set.of(),
                Payload.of("{\"department\": \"Gr\u00fcnwald\", \"type\": \"x\"}".getBytes(StandardCharsets.UTF_8)));
    }

    /** What is logged of a record's way through these steps. */
    List<String> logged(Map<String, String> settings, String steps, Object... beans) throws Exception {
        try (Logged log = new Logged(); OneDestination serai = new OneDestination("hr", folder).withSteps(steps)) {
            serai.with("serai.log.detail", "all"); // what is masked or left out there, is so in shorter lines
            settings.forEach(serai::with);
            serai.start(beans);
            serai.append(ZOE);
            serai.untilDelivered(1);
            serai.stop();
            return log.lines().filter(line -> line.contains("serai.steps.")).toList();
        }
    }
}
