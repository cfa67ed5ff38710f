package serai.check.people;

import serai.check.Rule;

import java.util.List;

/** The rules of the organisation's people. */
public final class PeopleRules {

    private PeopleRules() {
    }

    /** All of them, in the order in which documents list them. */
    public static List<Rule> all() {
        return List.of(new PeopleCanBeRead(), new PersonStandsOnce(), new PeopleAreVerified());
    }
}
