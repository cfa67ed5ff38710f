package serai.check.people;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Place;
import serai.check.Rule;
import serai.people.PeopleSettings;
import serai.people.course.CourseSettings;
import serai.people.source.CsvRowException;
import serai.settings.Settings;
import serai.settings.known.PeopleSetting;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Until the file was read once, a destination that asks for people waits. While Serai runs, log and health say so. */
final class PeopleCanBeRead implements Rule {

    @Override
    public String id() {
        return "people-file";
    }

    @Override
    public String meaning() {
        return "The file of people (`serai.people`) is missing or can't be read, so that a destination that asks for people would "
                + "wait; or the file of courses (`serai.courses`) is, so that no course would be changed. It is a warning, since "
                + "the check may run on another machine. No value of the file is quoted.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return Stream.concat(CheckedPeople.of(configuration).failure().stream().map(failure -> finding(configuration,
                PeopleSetting.FILE, PeopleSettings.file(configuration.settings()), failure)), courses(configuration));
    }

    private Stream<Finding> courses(Configuration configuration) {
        Settings settings = configuration.settings();
        if (!configuration.isLoadedOnly() || !CourseSettings.isFile(settings)) {
            return Stream.empty();
        }
        try {
            CourseSettings.source(settings).orElseThrow().read();
            return Stream.empty();
        } catch (IOException e) {
            return Stream.of(finding(configuration, PeopleSetting.COURSES, CourseSettings.file(settings), e));
        }
    }

    private Finding finding(Configuration configuration, PeopleSetting setting, Path file, IOException failure) {
        return failure instanceof CsvRowException row
                ? warning(new Place(file.toString(), row.line(), 0), row.what(), "correct it; docs/people.md has the columns")
                : warning(configuration.settingsFiles().place(setting.key()),
                        "%s: %s".formatted(setting.key(), failure.getMessage()),
                        "put the file there, or correct the setting");
    }
}
