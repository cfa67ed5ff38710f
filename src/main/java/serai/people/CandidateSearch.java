package serai.people;

import org.jspecify.annotations.Nullable;
import serai.model.ContactType;
import serai.model.Learner;
import serai.people.source.KnownPerson;
import serai.people.source.PeopleSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Finds people whom unmatched learners could be, for an operator to decide: people of the same name, or with an address that is one
 * letter off. It reads the people once, one after the other.
 */
public final class CandidateSearch {

    /** How many candidates a learner has at most; a name that more people share tells nothing. */
    private static final int MAX = 5;

    private final Map<String, List<Learner>> byName = new HashMap<>();
    private final Map<String, List<Learner>> byAddress = new HashMap<>();
    private final Map<Learner, Map<String, Set<Reason>>> found = new HashMap<>();

    /**
     * A person who could be the learner.
     *
     * @param person  the organisation's id
     * @param reasons why this person could be the learner, without personal data; not empty
     */
    public record Candidate(String person, List<Reason> reasons) {

        /** The reasons as commands print them. */
        public List<String> words() {
            return reasons.stream().map(reason -> reason.words).toList();
        }
    }

    /** Why somebody could be a learner. */
    public enum Reason {
        /** First and last name are the same. */
        NAME("same name"),
        /** An address is the same, and others have it too. */
        ADDRESS("same address, which others have too"),
        /** An address is nearly the same. */
        NEAR_ADDRESS("address one letter off");

        private final String words;

        Reason(String words) {
            this.words = words;
        }
    }

    private CandidateSearch(List<Learner> learners) {
        for (Learner learner : learners) {
            String name = name(learner.firstName(), learner.lastName());
            if (name != null) {
                byName.computeIfAbsent(name, unused -> new ArrayList<>()).add(learner);
            }
            String contact = learner.contact();
            if (contact != null && learner.contactType() != ContactType.PHONE) {
                String address = KeyForm.email(contact);
                byAddress.computeIfAbsent(address, unused -> new ArrayList<>()).add(learner);
                shorter(address).forEach(one -> byAddress.computeIfAbsent(one, unused -> new ArrayList<>()).add(learner));
            }
        }
    }

    /**
     * The candidates of each learner, those with most reasons first; learners without candidates are left out.
     *
     * @throws IOException if the people can't be read
     */
    public static Map<Learner, List<Candidate>> of(PeopleSource people, List<Learner> learners) throws IOException {
        CandidateSearch candidates = new CandidateSearch(learners);
        if (!learners.isEmpty()) {
            people.read(candidates::look);
        }
        Map<Learner, List<Candidate>> all = new HashMap<>();
        candidates.found.forEach((learner, persons) -> all.put(learner, persons.entrySet().stream()
                .map(one -> new Candidate(one.getKey(), List.copyOf(one.getValue())))
                .sorted((one, other) -> other.reasons().size() - one.reasons().size()).limit(MAX).toList()));
        return all;
    }

    private void look(KnownPerson person) {
        String name = name(person.firstName(), person.lastName());
        if (name != null) {
            byName.getOrDefault(name, List.of()).forEach(learner -> add(learner, person, Reason.NAME));
        }
        for (String email : person.emails()) {
            String address = KeyForm.email(email);
            Set<Learner> near = new LinkedHashSet<>(byAddress.getOrDefault(address, List.of()));
            shorter(address).forEach(one -> near.addAll(byAddress.getOrDefault(one, List.of())));
            for (Learner learner : near) {
                String contact = KeyForm.email(String.valueOf(learner.contact()));
                if (contact.equals(address)) {
                    add(learner, person, Reason.ADDRESS);
                } else if (isOneLetterOff(contact, address)) {
                    add(learner, person, Reason.NEAR_ADDRESS);
                }
            }
        }
    }

    private void add(Learner learner, KnownPerson person, Reason reason) {
        Map<String, Set<Reason>> persons = found.computeIfAbsent(learner, unused -> new LinkedHashMap<>());
        persons.computeIfAbsent(person.id(), unused -> new LinkedHashSet<>()).add(reason);
    }

    private static @Nullable String name(@Nullable String first, @Nullable String last) {
        return first == null || last == null || first.isBlank() || last.isBlank() ? null
                : (first.strip() + " " + last.strip()).toLowerCase(Locale.ROOT);
    }

    /** The forms of an address's key that lack one of its letters, each once. */
    private static Set<String> shorter(String address) {
        Set<String> shorter = new LinkedHashSet<>();
        for (int i = 1; i < address.length(); i++) { // at 0 is the letter of KeyForm
            shorter.add(address.substring(0, i) + address.substring(i + 1));
        }
        return shorter;
    }

    /** Whether a letter is missing, added or another, or two neighbours have changed places. */
    private static boolean isOneLetterOff(String one, String other) {
        int begin = 0;
        int least = Math.min(one.length(), other.length());
        while (begin < least && one.charAt(begin) == other.charAt(begin)) {
            begin++;
        }
        int end = 0;
        while (end < least - begin && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
            end++;
        }
        int here = one.length() - begin - end;
        int there = other.length() - begin - end;
        return here <= 1 && there <= 1 || here == 2 && there == 2 && one.charAt(begin) == other.charAt(begin + 1)
                && one.charAt(begin + 1) == other.charAt(begin);
    }
}
