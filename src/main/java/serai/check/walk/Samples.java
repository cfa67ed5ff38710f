package serai.check.walk;

import serai.model.Activity;
import serai.model.CanonicalJson;
import serai.model.Learner;
import serai.model.LearningRecord;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** A record of each type and platform, as the platforms' documents show their events. */
final class Samples {

    private static final String DIFFICULT = "O'Neil \"Nan\" <b> & \\ \nsons";
    private static final String LINES = "samples.jsonl";
    private static final List<LearningRecord> ALL = read();

    private Samples() {
    }

    static List<LearningRecord> all() {
        return ALL;
    }

    private static List<LearningRecord> read() {
        try (InputStream lines = Objects.requireNonNull(Samples.class.getResourceAsStream(LINES), LINES)) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8).lines().map(CanonicalJson::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same record with texts that break documents which are put together without escaping. */
    static LearningRecord difficult(LearningRecord sample) {
        Learner learner = sample.learner();
        Activity activity = sample.activity();
        return new LearningRecord(sample.schemaVersion(), sample.id(), sample.source(), sample.platform(), sample.type(),
                sample.platformType(), sample.occurredAt(), sample.occurredAsSent(), sample.receivedAt(),
                learner == null ? null : new Learner(learner.id(), learner.externalId(), DIFFICULT, DIFFICULT, learner.contact(),
                        learner.contactType(), learner.refs()),
                activity == null ? null : new Activity(activity.kind(), activity.id(), DIFFICULT, activity.parent()),
                sample.result(), sample.marks(), sample.raw());
    }
}
