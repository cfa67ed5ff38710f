package serai.journal.operations.people;

import serai.model.Platform;
import serai.model.RefusedInputException;

import java.util.Locale;

/**
 * A learner as operators name one: the platform, a colon, and the platform's id of the learner.
 *
 * @param platform the platform
 * @param learner  not blank
 */
public record LearnerName(Platform platform, String learner) {

    /** @throws IllegalArgumentException if the text is no such name */
    public static LearnerName of(String text) {
        int colon = text.indexOf(':');
        String learner = text.substring(colon + 1).strip();
        for (Platform platform : Platform.values()) {
            if (colon > 0 && !learner.isEmpty() && platform.name().equalsIgnoreCase(text.substring(0, colon).strip())) {
                return new LearnerName(platform, learner);
            }
        }
        throw new RefusedInputException("learner-name",
                "'%s' is not a learner's name; write mct: or praesidium: and the platform's id, such as mct:13273", text);
    }

    @Override
    public String toString() {
        return platform.name().toLowerCase(Locale.ROOT) + ":" + learner;
    }
}
