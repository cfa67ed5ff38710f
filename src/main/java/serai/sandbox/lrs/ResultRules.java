package serai.sandbox.lrs;

import java.math.BigDecimal;
import java.util.Set;

/** Results and scores (xAPI 1.0.3, Part 2, section 2.4.5). */
final class ResultRules {

    private static final Set<String> RESULT =
            Set.of("score", "success", "completion", "response", "duration", "extensions");
    private static final Set<String> SCORE = Set.of("scaled", "raw", "min", "max");

    private ResultRules() {
    }

    static void result(Element result) {
        result.object(RESULT);
        result.optional("score", ResultRules::score);
        result.optional("success", Element::bool);
        result.optional("completion", Element::bool);
        result.optional("response", Element::text);
        result.optional("duration", Formats::duration);
        result.optional("extensions", Formats::extensions);
    }

    private static void score(Element score) {
        score.object(SCORE);
        score.optional("scaled", scaled -> {
            if (scaled.number().abs().compareTo(BigDecimal.ONE) > 0) {
                throw scaled.invalid("must be from -1 to 1");
            }
        });
        SCORE.forEach(name -> score.optional(name, Element::number));
        requireOrder(score, "min", "raw", false);
        requireOrder(score, "raw", "max", false);
        requireOrder(score, "min", "max", true);
    }

    private static void requireOrder(Element score, String low, String high, boolean strictly) {
        if (score.has(low) && score.has(high)) {
            int order = score.require(low).number().compareTo(score.require(high).number());
            if (order > 0 || strictly && order == 0) {
                throw score.invalid("must have %s %s %s".formatted(low, strictly ? "below" : "up to", high));
            }
        }
    }
}
