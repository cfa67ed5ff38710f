package serai.journal.operations.person;

import org.jspecify.annotations.Nullable;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.model.Platform;

import java.util.Arrays;
import java.util.Locale;

/**
 * A person as an operator names one.
 *
 * @param platform   the platform whose id it is; null if it may be any identifier on any platform
 * @param identifier the platform's id of the learner, the client's own, or the contact, in full and in any case; never logged
 */
public record Person(@Nullable Platform platform, String identifier) {

    /**
     * @param text an identifier, or a platform and its id such as {@code mct:13273}
     * @throws IllegalArgumentException if it is blank
     */
    public static Person named(String text) {
        String named = text.strip();
        int colon = named.indexOf(':');
        Platform platform = colon < 0 ? null : Arrays.stream(Platform.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(named.substring(0, colon).toLowerCase(Locale.ROOT)))
                .findFirst().orElse(null);
        Person person = new Person(platform, platform == null ? named : named.substring(colon + 1).strip());
        if (person.identifier.isEmpty()) {
            throw new IllegalArgumentException("name a person: by the platform's id, your own, or an address; or mct:13273");
        }
        return person;
    }

    /** Whether the record names this person. */
    boolean isIn(LearningRecord record) {
        Learner learner = record.learner();
        if (learner == null || platform != null && platform != record.platform()) {
            return false;
        }
        return identifier.equalsIgnoreCase(learner.id())
                || platform == null && (identifier.equalsIgnoreCase(learner.externalId())
                        || identifier.equalsIgnoreCase(learner.contact()));
    }

    /** Whether both are the same account, or the same identifier; in any case of letters. */
    boolean isSame(Person other) {
        return platform == other.platform && identifier.equalsIgnoreCase(other.identifier);
    }

    @Override
    public String toString() {
        return "Person[]"; // it has personal data
    }
}
