package serai.check.people;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Place;
import serai.check.Rule;
import serai.people.PeopleRowException;
import serai.people.PeopleSettings;
import serai.settings.known.PeopleSetting;

import java.io.IOException;
import java.util.stream.Stream;

/** Until the file was read once, a destination that asks for people waits. While Serai runs, log and health say so. */
final class PeopleCanBeRead implements Rule {

    @Override
    public String id() {
        return "people-file";
    }

    @Override
    public String meaning() {
        return "The file of people (`serai.people`) is not there, or can't be read: a destination that asks for people would wait. A "
                + "warning, since the check may run on another machine. Nothing of what stands in the file is shown.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return CheckedPeople.of(configuration).failure().stream().map(failure -> finding(configuration, failure));
    }

    private Finding finding(Configuration configuration, IOException failure) {
        String key = PeopleSetting.FILE.key();
        return failure instanceof PeopleRowException row
                ? warning(new Place(PeopleSettings.file(configuration.settings()).toString(), row.line(), 0), row.what(),
                        "correct it; docs/people.md has the columns")
                : warning(configuration.settingsFiles().place(key), "%s: %s".formatted(key, failure.getMessage()),
                        "put the file there, or correct the setting");
    }
}
