package serai.sandbox.platforms;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What can happen to an event so that it is none any more, whoever reads it. */
final class Malformed {

    private Malformed() {
    }

    static byte[] of(Step step, Learner learner, Random random) {
        Map<String, Object> event = step.body().apply(learner);
        return switch (random.nextInt(4)) {
            case 0 -> cut(step.json(learner), random);
            case 1 -> notUtf8(step.json(learner));
            case 2 -> Step.written(List.of(event));
            default -> Step.written(Map.ofEntries(event.entrySet().iterator().next()));
        };
    }

    private static byte[] cut(byte[] json, Random random) {
        return Arrays.copyOf(json, 1 + random.nextInt(json.length - 1));
    }

    /** A byte that stands in no UTF-8 at all, in the place of the first letter. */
    private static byte[] notUtf8(byte[] json) {
        byte[] broken = json.clone();
        broken[2] = (byte) 0xFF;
        return broken;
    }
}
