package serai.destinations.database;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import serai.model.Learner.MatchedBy;
import serai.model.LearningRecord;
import serai.model.Mark;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;
import static serai.destinations.database.WarehouseRecords.begin;
import static serai.destinations.database.WarehouseRecords.completion;
import static serai.destinations.database.WarehouseRecords.login;
import static serai.destinations.database.WarehouseRecords.module;
import static serai.destinations.database.WarehouseRecords.onTheOther;

/** What can be asked of a warehouse; {@link WarehouseDialectsTest} runs these tests too, so that no server starts twice. */
abstract class WarehouseViews extends WarehouseOfEachDialect {

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void tellsWhoHasCompletedWhat(Dialect dialect) throws Exception {
        deliver(dialect, login("vera", "2026-03-05T08:00:00Z", "Vera"),
                completion("vera", "c1", "2026-03-04T10:00:00Z", 80), completion("vera", "c1", "2026-03-02T10:00:00Z", 95));

        assertThat(rows(dialect, "SELECT first_name, kind, id, completions, round(percentage, 0) FROM completed "
                + "WHERE learner_id = 'vera' AND first_completed_at < last_completed_at"))
                .singleElement().asString().matches("Vera\\|COURSE\\|c1\\|2\\|95(\\.0)?");
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void tellsHowLongACourseHasTaken(Dialect dialect) throws Exception {
        deliver(dialect, begin("timo", "c1", "2026-03-01T10:00:00Z"), begin("timo", "c1", "2026-03-01T12:00:00Z"),
                completion("timo", "c1", "2026-03-02T11:30:00Z", 80), completion("timo", "c1", "2026-03-09T10:00:00Z", 80),
                begin("timo", "c1", "2026-03-02T11:30:01Z").withMarks(Set.of(Mark.REDRAW)),
                completion("timo", "never-started", "2026-03-02T11:30:00Z", 80));

        assertThat(rows(dialect, "SELECT course_id, hours FROM time_to_complete WHERE learner_id = 'timo'"))
                .singleElement().asString().matches("c1\\|25\\.50?");
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void tellsWhoHasStartedAndNeverCompletedAndForHowLong(Dialect dialect) throws Exception {
        Instant now = Instant.now();
        deliver(dialect, begin("ulla", "open", now.minus(40, DAYS).minusSeconds(60).toString()),
                module("ulla", "open", "m1", now.minus(3, DAYS).minusSeconds(60).toString()),
                begin("ulla", "done", "2026-03-01T10:00:00Z"), completion("ulla", "done", "2026-03-02T10:00:00Z", 80),
                begin("ulla", "redrawn", "2026-03-01T10:00:00Z").withMarks(Set.of(Mark.REDRAW)));

        assertThat(rows(dialect, "SELECT course_id, days_since_start, days_since_activity, modules_completed FROM unfinished "
                + "WHERE learner_id = 'ulla'")).containsExactly("open|40|3|1");
    }

    /** Late is who has started 40 days ago, and whose completion has run out; the rest of a year is what is left of another. */
    @ParameterizedTest
    @EnumSource(Dialect.class)
    void tellsWhoHasNotCompletedWhatWhoIsLateAndWhoseCompletionEnds(Dialect dialect) throws Exception {
        Instant soon = Instant.now().minusSeconds(60);
        deliver(dialect, begin("late", "safety", soon.minus(40, DAYS).toString()), begin("begun", "safety", soon.toString()),
                completion("ended", "safety", soon.minus(370, DAYS).toString(), 80),
                completion("valid", "safety", soon.minus(310, DAYS).toString(), 80),
                completion("valid", "fire", "2020-01-01T10:00:00Z", 80), login("valid", soon.toString(), "Valid"));

        String missing = "SELECT learner_id, code, days_late FROM not_completed "
                + "WHERE learner_id IN ('late', 'begun', 'ended', 'valid') AND code IN ('SAFETY', 'FIRE')";
        assertThat(rows(dialect, missing)).containsExactlyInAnyOrder("late|SAFETY|10", "late|FIRE|null", "begun|SAFETY|null",
                "begun|FIRE|null", "ended|SAFETY|5", "ended|FIRE|null");
        assertThat(rows(dialect, "SELECT learner_id, first_name, title, days_left FROM valid_completion WHERE days_left <= 60 "
                + "AND learner_id IN ('late', 'begun', 'ended', 'valid')"))
                .containsExactly("valid|Valid|Safety at work|54");
    }

    /** A record that was sent again for a corrected link comes with another person. */
    @ParameterizedTest
    @EnumSource(Dialect.class)
    void keepsWhoseARecordIsAndCorrectsIt(Dialect dialect) throws Exception {
        LearningRecord completion = completion("linked", "c1", "2026-03-04T10:00:00Z", 80);

        deliver(dialect, completion);
        assertThat(rows(dialect, "SELECT person FROM completed WHERE learner_id = 'linked'")).containsExactly("null");
        for (String person : List.of("E-1", "e-1")) {
            deliver(dialect, completion.withPerson(person, MatchedBy.LINK));
            for (String table : List.of("course_completed", "learner", "completed")) {
                assertThat(rows(dialect, "SELECT person FROM %s WHERE learner_id = 'linked'".formatted(table))).as(table)
                        .containsExactly(person);
            }
        }
    }

    /** Of a course of both platforms, any account's completion is the person's; to whom case or accents differ is another. */
    @ParameterizedTest
    @EnumSource(Dialect.class)
    void countsWhatAPersonHasCompletedOnTheOtherPlatform(Dialect dialect) throws Exception {
        Instant soon = Instant.now().minusSeconds(60);
        deliver(dialect, begin("twice-m", "safety", soon.minus(40, DAYS).toString()).withPerson("E-7", MatchedBy.EMAIL),
                begin("once-m", "safety", soon.minus(40, DAYS).toString()).withPerson("E-8", MatchedBy.EMAIL),
                begin("nobody-m", "safety", soon.minus(40, DAYS).toString()));
        String late = "SELECT person, learner_id, days_late FROM not_completed WHERE days_late >= 0 AND code = 'SAFETY' "
                + "AND learner_id IN ('twice-m', 'twice-p', 'once-m', 'nobody-m', 'nobody-p')";
        assertThat(rows(dialect, late)).containsExactlyInAnyOrder("E-7|twice-m|10", "E-8|once-m|10", "null|nobody-m|10");
        deliver(dialect,
                onTheOther(completion("twice-p", "pa-safety", soon.minus(310, DAYS).toString(), 80)).withPerson("E-7",
                        MatchedBy.LINK),
                onTheOther(completion("nobody-p", "pa-safety", soon.minus(310, DAYS).toString(), 80)),
                onTheOther(completion("case-p", "pa-safety", soon.toString(), 80)).withPerson("e-8", MatchedBy.EXTERNAL_ID),
                onTheOther(completion("accent-p", "pa-safety", soon.toString(), 80)).withPerson("É-8", MatchedBy.EXTERNAL_ID));
        assertThat(rows(dialect, late)).containsExactlyInAnyOrder("E-8|once-m|10", "null|nobody-m|10");
        String ends = "SELECT person, learner_id, days_left FROM valid_completion "
                + "WHERE learner_id IN ('twice-m', 'twice-p', 'nobody-p') AND days_left <= 60";
        assertThat(rows(dialect, ends)).containsExactlyInAnyOrder("E-7|twice-p|54", "null|nobody-p|54");
        deliver(dialect, completion("twice-m", "safety", soon.toString(), 80).withPerson("E-7", MatchedBy.EMAIL));
        assertThat(rows(dialect, ends)).as("renewed on the other platform").containsExactly("null|nobody-p|54");
    }

    /** As where a course has come under a new id: of an account too of which nobody knows whose it is. */
    @ParameterizedTest
    @EnumSource(Dialect.class)
    void countsWhatAnAccountHasCompletedUnderAnotherIdOfTheCode(Dialect dialect) throws Exception {
        Instant soon = Instant.now().minusSeconds(60);
        deliver(dialect, login("moved", soon.toString(), "Moved"), login("other", soon.toString(), "Other"),
                begin("moved", "new", soon.minus(40, DAYS).toString()));
        deliver(dialect, completion("moved", "newer", soon.minus(310, DAYS).toString(), 80));

        assertThat(rows(dialect, "SELECT learner_id, course_id FROM not_completed WHERE code = 'MOVED' "
                + "AND learner_id IN ('moved', 'other')")).containsExactlyInAnyOrder("other|new", "other|newer");
        String ends = "SELECT course_id, days_left FROM valid_completion WHERE learner_id = 'moved'";
        assertThat(rows(dialect, ends)).containsExactly("newer|54");
        deliver(dialect, completion("moved", "new", soon.toString(), 80));
        assertThat(rows(dialect, ends)).as("renewed under the other id").containsExactly("new|364");
    }

    /** The list is afterwards what it was before. */
    @ParameterizedTest
    @EnumSource(Dialect.class)
    void takesAChangedListOfCoursesAndKeepsItWhereAFileCannotBeRead(Dialect dialect) throws Exception {
        String listed =
                "SELECT course_id, code, due_days FROM course WHERE listed_at = (SELECT max(listed_at) FROM course) ORDER BY 1";
        deliver(dialect, login("any", "2026-03-01T10:00:00Z", "Any"));
        courses("mct,safety,SAFETY-2,Safety,10,365");
        deliver(dialect, login("any", "2026-03-01T10:00:01Z", "Any"));
        assertThat(rows(dialect, listed)).containsExactly("safety|SAFETY-2|10");

        courses("mct,safety,SAFETY-3,Safety,soon,365");
        deliver(dialect, login("any", "2026-03-01T10:00:02Z", "Any"));
        assertThat(rows(dialect, listed)).containsExactly("safety|SAFETY-2|10");
        courses("mct,safety,SAFETY,Safety at work,30,365", "praesidium,pa-safety,SAFETY,Safety at work,30,365",
                "mct,new,MOVED,Moved,30,365", "mct,newer,MOVED,Moved,30,365",
                "mct,fire,FIRE,,,", "mct,old,,,1,");
        deliver(dialect, login("any", "2026-03-01T10:00:03Z", "Any"));
        assertThat(rows(dialect, listed)).containsExactly("fire|FIRE|null", "new|MOVED|30", "newer|MOVED|30",
                "old|null|1", "pa-safety|SAFETY|30", "safety|SAFETY|30");
    }
}
