package serai.check.expressions;

import serai.model.CanonicalJson;
import serai.model.LearningRecord;
import serai.model.Platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** A record of each type and platform, as the platforms' documents show their events. */
final class Samples {

    private static final String LINES = "samples.jsonl";

    private Samples() {
    }

    static List<LearningRecord> all() {
        try (InputStream lines = Objects.requireNonNull(Samples.class.getResourceAsStream(LINES), LINES)) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8).lines().map(CanonicalJson::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of one platform. */
    static List<LearningRecord> of(Platform platform) {
        return all().stream().filter(record -> record.platform() == platform).toList();
    }
}
