package serai.people.course;

import serai.settings.Settings;
import serai.settings.known.PeopleSetting;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where the settings say that the list of courses is. */
public final class CourseSettings {

    private CourseSettings() {
    }

    /** The source that the settings name; empty if there is no list. */
    public static Optional<CourseSource> source(Settings settings) {
        return isFile(settings) ? Optional.of(new CsvCourses(file(settings)))
                : settings.text(PeopleSetting.COURSES_URL).isEmpty() ? Optional.empty() : Optional.of(new SqlCourses(settings));
    }

    /** Whether the list is a file. */
    public static boolean isFile(Settings settings) {
        return !settings.text(PeopleSetting.COURSES).isEmpty();
    }

    /** The file that the settings name. The caller has made sure that the list is one. */
    public static Path file(Settings settings) {
        return Path.of(settings.text(PeopleSetting.COURSES)).normalize();
    }

    /** The least time between two looks at the list: none for a file, for a database as for people. */
    public static Duration lookEvery(Settings settings) {
        return isFile(settings) ? Duration.ZERO : Duration.ofSeconds(settings.number(PeopleSetting.REFRESH_SECONDS));
    }
}
