package serai.cli.doctor;

import serai.doctor.Examination;
import serai.doctor.Observations;
import serai.model.FailureText;
import serai.people.course.CourseSource;
import serai.people.source.PeopleSource;
import serai.people.source.SqlQuery;
import serai.settings.Settings;
import serai.settings.known.PeopleSetting;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A query of the organisation's people or courses: whether its database answers, and with which columns. It reads one row at the
 * most, and shows nothing of it.
 */
final class QueryExamination implements Examination {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

    private final String subject;
    private final SqlQuery database;
    private final PeopleSetting query;
    private final PeopleSetting versionQuery;
    private final Settings settings;
    private final List<String> needed;
    private final List<String> known;

    private QueryExamination(String subject, SqlQuery database, PeopleSetting query, PeopleSetting versionQuery, Settings settings,
            List<String> needed, List<String> known) {
        this.subject = subject;
        this.database = database;
        this.query = query;
        this.versionQuery = versionQuery;
        this.settings = settings;
        this.needed = needed;
        this.known = known;
    }

    /** The examinations of the databases that are set; none if none is set. */
    static List<Examination> of(Settings settings) {
        List<Examination> all = new ArrayList<>();
        if (!settings.text(PeopleSetting.URL).isEmpty()) {
            all.add(new QueryExamination("people", SqlQuery.ofPeople(settings, ANSWER_MAX), PeopleSetting.QUERY,
                    PeopleSetting.QUERY_VERSION,
                    settings, PeopleSource.NEEDED, PeopleSource.COLUMNS));
        }
        if (!settings.text(PeopleSetting.COURSES_URL).isEmpty()) {
            all.add(new QueryExamination("courses", SqlQuery.ofCourses(settings, ANSWER_MAX), PeopleSetting.COURSES_QUERY,
                    PeopleSetting.COURSES_QUERY_VERSION, settings, CourseSource.NEEDED, CourseSource.COLUMNS));
        }
        return all;
    }

    @Override
    public String subject() {
        return subject;
    }

    @Override
    public void examine(Observations observations) {
        observations.trying("query");
        try {
            columns(database.columns(query.key(), settings.text(query)), observations);
            if (!settings.text(versionQuery).isEmpty()) {
                observations.trying("changes");
                database.columns(versionQuery.key(), settings.text(versionQuery));
                observations.ok("the query %s is answered".formatted(versionQuery.key()));
            }
        } catch (IOException e) {
            observations.fail(FailureText.firstLine(e),
                    "correct the query, or its address, user and password: %s.*"
                            .formatted(query.key().replaceFirst("\\.query$", "")));
        }
    }

    private void columns(List<String> found, Observations observations) {
        List<String> missing = needed.stream().filter(name -> !found.contains(name)).toList();
        List<String> unknown = found.stream().filter(name -> !known.contains(name)).toList();
        if (!missing.isEmpty()) {
            observations.fail("its answer has no column " + String.join(", ", missing),
                    "name it so in %s, such as: SELECT nr AS %s".formatted(query.key(), missing.get(0)));
        } else if (!unknown.isEmpty()) {
            observations.warn("columns that Serai does not know: " + String.join(", ", unknown),
                    "name those that are meant as docs/people.md has them: %s".formatted(String.join(", ", known)));
        } else {
            observations.ok("it answers, with the columns " + String.join(", ", found));
        }
    }
}
