package serai.model;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The learner of an event. All of it is personal data, so {@link #toString} shows none of it.
 *
 * @param id          the platform's stable id of the learner; never blank
 * @param externalId  the client's own id of the learner (Praesidium's {@code clientExternalId}); null if not sent
 * @param firstName   null if not sent
 * @param lastName    null if not sent
 * @param contact     e-mail address, phone number or directory name; null if not sent
 * @param contactType the kind of contact; null only if {@code contact} is null
 * @param refs        the client's free texts (Praesidium's "ref3" to "ref9") by name
 * @param person      the organisation's id of the person, found in its directory at a delivery; null if it was not looked for,
 *                    or not found
 * @param matchedBy   by what the person was found; null only if {@code person} is null
 */
public record Learner(String id, @Nullable String externalId, @Nullable String firstName, @Nullable String lastName,
        @Nullable String contact, @Nullable ContactType contactType, Map<String, String> refs,
        @Nullable String person, @Nullable MatchedBy matchedBy) {

    /** By what a learner was found in the directory of the organisation's people. A name alone is never enough. */
    public enum MatchedBy {
        /** The client's own id of the learner, which the platform has sent. */
        EXTERNAL_ID,
        /** An operator has linked the platform's id to the person. */
        LINK,
        /** The e-mail address, without regard to case and blanks, or one of the person's other addresses. */
        EMAIL,
        /** The phone number, in whatever way it is written. */
        PHONE,
        /** One of the client's free texts about the learner. */
        REF
    }

    public Learner {
        refs = refs.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(refs));
    }

    /** A learner as a platform sends it, not looked up in a directory: without a person. */
    public Learner(String id, @Nullable String externalId, @Nullable String firstName, @Nullable String lastName,
            @Nullable String contact, @Nullable ContactType contactType, Map<String, String> refs) {
        this(id, externalId, firstName, lastName, contact, contactType, refs, null, null);
    }

    @Override
    public String toString() {
        return "Learner[]";
    }
}
