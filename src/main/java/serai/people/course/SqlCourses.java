package serai.people.course;

import serai.people.source.SqlQuery;
import serai.settings.Settings;
import serai.settings.known.PeopleSetting;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Courses of a database, a row of a query for each, with the columns of the file. */
final class SqlCourses implements CourseSource {

    /** Short, because a destination waits for the answer. */
    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    private final SqlQuery database;
    private final String query;
    private final String versionQuery;

    SqlCourses(Settings settings) {
        this.database = SqlQuery.ofCourses(settings, ANSWER_MAX);
        this.query = settings.text(PeopleSetting.COURSES_QUERY);
        this.versionQuery = settings.text(PeopleSetting.COURSES_QUERY_VERSION);
    }

    /** The answer of the version query; if none is set, the courses themselves. */
    @Override
    public Object version() throws IOException {
        return versionQuery.isEmpty() ? read() : database.values(PeopleSetting.COURSES_QUERY_VERSION.key(), versionQuery);
    }

    @Override
    public List<Course> read() throws IOException {
        String of = "the query (%s)".formatted(PeopleSetting.COURSES_QUERY.key());
        CourseRows courses =
                new CourseRows(of, (number, cause) -> new IOException("row %s of %s: %s".formatted(number, of, cause)));
        database.read(PeopleSetting.COURSES_QUERY.key(), query, NEEDED, courses::add);
        return courses.all();
    }
}
