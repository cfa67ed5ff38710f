package serai.sandbox.platforms;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Damages an event so that no reader can take it for an event. */
final class MalformedEvents {

    private MalformedEvents() {
    }

    static byte[] of(LearnerAction action, SimulatedLearner learner, Random random) {
        Map<String, Object> event = action.body().apply(learner);
        return switch (random.nextInt(4)) {
            case 0 -> cut(action.json(learner), random);
            case 1 -> notUtf8(action.json(learner));
            case 2 -> LearnerAction.written(List.of(event));
            default -> LearnerAction.written(Map.ofEntries(event.entrySet().iterator().next()));
        };
    }

    private static byte[] cut(byte[] json, Random random) {
        return Arrays.copyOf(json, 1 + random.nextInt(json.length - 1));
    }

    /** Replaces the first letter with a byte that never occurs in UTF-8. */
    private static byte[] notUtf8(byte[] json) {
        byte[] broken = json.clone();
        broken[2] = (byte) 0xFF;
        return broken;
    }
}
