package serai.people;

import org.jspecify.annotations.Nullable;
import serai.model.ContactType;
import serai.model.Learner;
import serai.model.Learner.MatchedBy;
import serai.model.LearningRecord;
import serai.model.Platform;

import java.util.List;

/**
 * Finds a learner in the directory, in an order that a setting gives. The first thing that anybody in the directory has decides; if
 * several people have it, there is no match. A name is never looked at. Safe for use by several threads.
 *
 * @param order     what the setting {@code serai.people.match} names
 * @param directory the people
 * @param links     what operators have linked
 */
record PersonMatching(List<String> order, PeopleDirectory directory, LinkedPeople links, PhoneNumbers phones) {

    /** Whose record it is; null if nobody knows, or if it could be several people's. */
    @Nullable
    Match match(LearningRecord record) {
        Learner learner = record.learner();
        if (learner == null) {
            return null;
        }
        for (String by : order) {
            String person = found(by, record.platform(), learner);
            if (person != null) {
                return person.equals(PeopleDirectory.SEVERAL) ? null : new Match(person, named(by));
            }
        }
        return null;
    }

    private @Nullable String found(String by, Platform platform, Learner learner) {
        return switch (by) {
            case "externalId" -> learner.externalId() == null ? null : directory.withId(learner.externalId());
            case "link" -> links.of(platform, learner.id());
            case "email" -> learner.contact() == null || learner.contactType() == ContactType.PHONE ? null
                    : directory.found(KeyForm.email(learner.contact()));
            case "phone" -> learner.contact() == null || learner.contactType() != ContactType.PHONE ? null
                    : ofPhone(learner.contact());
            default -> learner.refs().containsKey(by) ? directory.found(KeyForm.ref(by, learner.refs().get(by))) : null;
        };
    }

    private @Nullable String ofPhone(String number) {
        String normal = phones.normal(number);
        return normal == null ? null : directory.found(KeyForm.phone(normal));
    }

    private static MatchedBy named(String by) {
        return switch (by) {
            case "externalId" -> MatchedBy.EXTERNAL_ID;
            case "link" -> MatchedBy.LINK;
            case "email" -> MatchedBy.EMAIL;
            case "phone" -> MatchedBy.PHONE;
            default -> MatchedBy.REF;
        };
    }
}
