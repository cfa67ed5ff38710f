package serai.check.people;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Place;
import serai.check.Rule;
import serai.people.PeopleSettings;

import java.util.stream.Stream;

/** An address that two people share finds neither of them, and two rows with one id count as one person. */
final class PersonStandsOnce implements Rule {

    @Override
    public String id() {
        return "person-twice";
    }

    @Override
    public String meaning() {
        return "Two people in the file (`serai.people`) have the same address, phone number or ref, so that neither is found by "
                + "it; two rows have the same id, so that both count as one person; or a phone number can't be read. Only what "
                + "`serai.people.match` names is examined. The first %s are reported by their lines; no value is quoted."
                        .formatted(CheckedPeople.DOUBTS_MAX);
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return CheckedPeople.of(configuration).doubts().stream()
                .map(doubt -> warning(new Place(PeopleSettings.file(configuration.settings()).toString(), doubt.line(), 0),
                        doubt.what(), "correct it where the file is made"));
    }
}
