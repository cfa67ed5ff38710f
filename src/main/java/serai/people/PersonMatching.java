package serai.people;

import org.jspecify.annotations.Nullable;
import serai.model.ContactType;
import serai.model.Learner;
import serai.model.Learner.MatchedBy;
import serai.model.LearningRecord;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the person of a learner by links and by keys in the directory, in an order that a setting gives. The first key that it
 * knows decides; if several people have it, there is no match. A name is never looked at. Safe for use by several threads.
 *
 * @param order     what the setting {@code serai.people.match} names
 * @param directory the people
 * @param links     what operators have linked
 */
record PersonMatching(List<String> order, PeopleDirectory directory, LinkedPeople links, PhoneNumbers phones) {

    private static final String LINK = "link";

    /** The person of a record's learner; null if none is known, or several people come into question. */
    @Nullable
    Match match(LearningRecord record) {
        return matches(List.of(record)).get(0);
    }

    /** As {@link #match} of each record, faster than one after the other. */
    List<@Nullable Match> matches(List<LearningRecord> records) {
        @Nullable
        String[] firsts = new @Nullable String[records.size()];
        for (int i = 0; i < firsts.length; i++) {
            firsts[i] = first(records.get(i));
        }
        int[] numbers = directory.numbers(firsts);
        List<@Nullable Match> matches = new ArrayList<>(firsts.length);
        for (int i = 0; i < firsts.length; i++) {
            matches.add(match(records.get(i), numbers[i]));
        }
        return matches;
    }

    /** The key that is looked for in the directory first; null if there is none. */
    private @Nullable String first(LearningRecord record) {
        Learner learner = record.learner();
        if (learner != null) {
            for (String by : order) {
                String key = key(by, learner);
                if (key != null) {
                    return key;
                }
            }
        }
        return null;
    }

    /** @param first what the directory has for the key of {@link #first} */
    private @Nullable Match match(LearningRecord record, int first) {
        Learner learner = record.learner();
        if (learner == null) {
            return null;
        }
        boolean asked = false;
        for (String by : order) {
            if (by.equals(LINK)) {
                String person = links.of(record.platform(), learner.id());
                if (person != null) {
                    return new Match(person, MatchedBy.LINK);
                }
                continue;
            }
            String key = key(by, learner);
            if (key != null) {
                int known = asked ? directory.number(key) : first;
                asked = true;
                if (known != KeyTable.NONE) {
                    return known == KeyTable.SEVERAL ? null : new Match(directory.person(known), named(by));
                }
            }
        }
        return null;
    }

    /** What the directory is asked for; null if the learner has no such thing, and for links, which are not in the directory. */
    private @Nullable String key(String by, Learner learner) {
        String contact = learner.contact();
        return switch (by) {
            case LINK -> null;
            case "externalId" -> learner.externalId() == null ? null : KeyForm.id(learner.externalId());
            case "email" -> contact == null || learner.contactType() == ContactType.PHONE ? null : KeyForm.email(contact);
            case "phone" -> contact == null || learner.contactType() != ContactType.PHONE ? null : ofPhone(contact);
            default -> {
                String ref = learner.refs().get(by);
                yield ref == null ? null : KeyForm.ref(by, ref);
            }
        };
    }

    private @Nullable String ofPhone(String number) {
        String normal = phones.normal(number);
        return normal == null ? null : KeyForm.phone(normal);
    }

    private static MatchedBy named(String by) {
        return switch (by) {
            case "externalId" -> MatchedBy.EXTERNAL_ID;
            case "email" -> MatchedBy.EMAIL;
            case "phone" -> MatchedBy.PHONE;
            default -> MatchedBy.REF;
        };
    }
}
