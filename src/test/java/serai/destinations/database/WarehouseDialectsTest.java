package serai.destinations.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.TestAbortedException;
import serai.model.EventType;
import serai.model.Learner.MatchedBy;
import serai.model.LearningRecord;
import serai.model.Mark;
import serai.testkit.EmbeddedMariaDb;
import serai.testkit.EmbeddedSerai;
import serai.testkit.FreePort;
import serai.testkit.Golden;
import serai.testkit.Kept;
import serai.testkit.Skipped;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static serai.destinations.database.WarehouseRecords.at;
import static serai.destinations.database.WarehouseRecords.begin;
import static serai.destinations.database.WarehouseRecords.changed;
import static serai.destinations.database.WarehouseRecords.completion;
import static serai.destinations.database.WarehouseRecords.login;
import static serai.destinations.database.WarehouseRecords.module;
import static serai.destinations.database.WarehouseRecords.named;
import static serai.destinations.database.WarehouseRecords.object;
import static serai.destinations.database.WarehouseRecords.onTheOther;
import static serai.destinations.database.WarehouseRecords.record;
import static serai.destinations.database.WarehouseRecords.withoutCourse;

/** The statements in {@code routes/sql}, run by the route that is shipped, on each database that can be had. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WarehouseDialectsTest {

    private enum Dialect {
        SQLITE, POSTGRESQL, MARIADB
    }

    @TempDir
    private static Path folder;
    private final Map<Dialect, AutoCloseable> servers = new EnumMap<>(Dialect.class);
    private final Map<Dialect, String> urls = new EnumMap<>(Dialect.class);
    private final Map<Dialect, EmbeddedSerai> serais = new EnumMap<>(Dialect.class);

    @BeforeAll
    void start() throws Exception {
        urls.put(Dialect.SQLITE, "jdbc:sqlite:" + folder.resolve("warehouse.db"));
        EmbeddedPostgres postgres = EmbeddedPostgres.builder().setPort(FreePort.number()).start();
        servers.put(Dialect.POSTGRESQL, postgres);
        urls.put(Dialect.POSTGRESQL, postgres.getJdbcUrl("postgres", "postgres"));
        try {
            EmbeddedMariaDb mariaDb = EmbeddedMariaDb.start(folder);
            servers.put(Dialect.MARIADB, mariaDb);
            urls.put(Dialect.MARIADB, mariaDb.newDatabase());
        } catch (TestAbortedException e) {
            // Has been said; the tests of the others go on.
        }
        for (Dialect dialect : urls.keySet()) {
            serais.put(dialect, new EmbeddedSerai(folder.resolve(dialect.name())).with("serai.mct.enabled", "false")
                    .with("serai.warehouse.url", urls.get(dialect))
                    .with("serai.courses",
                            courses("mct,safety,SAFETY,Safety at work,30,365", "praesidium,pa-safety,SAFETY,Safety at work,30,365",
                                    "mct,new,MOVED,Moved,30,365", "mct,newer,MOVED,Moved,30,365", "mct,fire,FIRE,,,",
                                    "mct,old,,,1,").toString())
                    .start());
            CamelContext context = serais.get(dialect).context();
            PluginHelper.getRoutesLoader(context).loadRoutes(
                    PluginHelper.getResourceLoader(context).resolveResource("classpath:routes/forget/warehouse.yaml"));
        }
    }

    private static Path courses(String... rows) throws IOException {
        return Files.write(folder.resolve("courses.csv"),
                Stream.concat(Stream.of("platform,id,code,title,due_days,valid_days"), Stream.of(rows)).toList());
    }

    @AfterAll
    void stop() throws Exception {
        serais.values().forEach(EmbeddedSerai::close);
        for (AutoCloseable server : servers.values()) {
            server.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void takesEveryDocumentedEventOnceHoweverOftenItComes(Dialect dialect) throws Exception {
        for (int time = 0; time < 2; time++) {
            deliver(dialect, golden().toArray(LearningRecord[]::new));
            for (EventType type : EventType.values()) {
                assertThat(rows(dialect, "SELECT record_id FROM " + type.snakeCase())).as(type.name())
                        .filteredOn(ids(golden())::contains) // other tests' are there too
                        .containsExactlyInAnyOrderElementsOf(ids(golden().stream()
                                .filter(record -> record.type().equals(type.name())).toList()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void keepsTypesAsTheyAre(Dialect dialect) throws Exception {
        LearningRecord exam = named(record("mct-module-exam"), "types");

        assertThat(delivered(dialect, List.of(exam)).getException()).isNull();

        assertThat(rows(dialect, switch (dialect) {
            case SQLITE -> "SELECT typeof(percentage), typeof(record_id), typeof(occurred_at), percentage * 2, occurred_at"
                    + " FROM module_completed WHERE first_name = 'types'";
            case MARIADB -> "SELECT data_type, percentage * 2, date_format(occurred_at, '%Y-%m-%dT%H:%i:%s.%fZ')"
                    + " FROM module_completed, information_schema.columns WHERE first_name = 'types'"
                    + " AND table_schema = database() AND table_name = 'module_completed' AND column_name = 'percentage'";
            case POSTGRESQL -> "SELECT pg_typeof(percentage), pg_typeof(record_id), pg_typeof(occurred_at), percentage * 2,"
                    + " to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                    + " FROM module_completed WHERE first_name = 'types'";
        })).containsExactly(switch (dialect) {
            case SQLITE -> "integer|text|text|100|2021-02-28T17:28:00.940000Z";
            case MARIADB -> "decimal|100.000000|2021-02-28T17:28:00.940000Z";
            case POSTGRESQL -> "numeric|uuid|timestamp with time zone|100|2021-02-28T17:28:00.940000Z";
        });
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void tellsARedrawFromAFirstStart(Dialect dialect) throws Exception {
        LearningRecord start = named(record("mct-course-start"), "first");
        LearningRecord redraw = named(record("mct-course-start"), "again").withMarks(Set.of(Mark.REDRAW));

        assertThat(delivered(dialect, List.of(start, redraw)).getException()).isNull();

        assertThat(rows(dialect, "SELECT first_name FROM course_started WHERE first_name IN ('first', 'again') AND redraw"))
                .containsExactly("again");
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void keepsNamesLetterByLetter(Dialect dialect) throws Exception {
        String name = "O'Brien \"Bob\" \\n \\u0041 😀 ; DROP TABLE login; -- :?rows ?";

        assertThat(delivered(dialect, List.of(named(record("mct-login"), name))).getException()).isNull();

        assertThat(rows(dialect, "SELECT first_name FROM logged_in WHERE first_name LIKE 'O''%'")).containsExactly(name);
    }

    /** JSON may hold it, PostgreSQL's text may not: its record can't be delivered there. The others keep it. */
    @ParameterizedTest
    @EnumSource(names = "POSTGRESQL", mode = EnumSource.Mode.EXCLUDE)
    void keepsAZeroCharacter(Dialect dialect) throws Exception {
        LearningRecord login = named(record("mct-login"), "zero\0end");

        assertThat(delivered(dialect, List.of(login)).getException()).isNull();

        assertThat(rows(dialect, "SELECT hex(first_name) FROM logged_in WHERE first_name LIKE 'zero%'"))
                .containsExactly("7A65726F00656E64");
    }

    @Test
    void refusesAZeroCharacterWhereTheDatabaseCannotKeepIt() throws Exception {
        LearningRecord login = named(record("mct-login"), "zero\0end");

        assertThat(delivered(Dialect.POSTGRESQL, List.of(login)).getException())
                .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState()).startsWith("22"));
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void refusesAPageWithARowThatIsNotWhole(Dialect dialect) throws Exception {
        LearningRecord whole = named(record("mct-module-exam"), "whole");

        Exchange exchange = delivered(dialect, List.of(whole, withoutCourse(named(whole, "lacking"))));

        assertThat(exchange.getException()).isInstanceOf(SQLException.class).hasMessageContaining("course_id");
        assertThat(rows(dialect, "SELECT first_name FROM module_completed WHERE first_name IN ('whole', 'lacking')"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void knowsALearnerByTheLatestEventInWhateverOrderTheyComeAndHoweverOften(Dialect dialect) throws Exception {
        LearningRecord first = login("lea", "2026-03-01T10:00:00.1Z", "Lea");
        LearningRecord second = login("lea", "2026-03-01T10:00:00.2Z", "Léa");
        LearningRecord third = login("lea", "2026-03-01T10:00:01Z", "Léa-Marie");

        assertThat(nameOfLeaAfter(dialect, second)).isEqualTo("Léa");
        assertThat(nameOfLeaAfter(dialect, first)).isEqualTo("Léa");
        assertThat(nameOfLeaAfter(dialect, first, third, second)).isEqualTo("Léa-Marie");
        assertThat(nameOfLeaAfter(dialect, second, first)).isEqualTo("Léa-Marie");
    }

    private String nameOfLeaAfter(Dialect dialect, LearningRecord... page) throws Exception {
        assertThat(delivered(dialect, List.of(page)).getException()).isNull();
        return String.join(",", rows(dialect, "SELECT first_name FROM learner WHERE learner_id = 'lea'"));
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void ofEventsAtTheSameTimeTheSameOneNamesTheLearnerInWhateverOrderTheyCome(Dialect dialect) throws Exception {
        LearningRecord one = login("tied", "2026-03-01T10:00:00Z", "One");
        LearningRecord other = login("tied", "2026-03-01T10:00:00Z", "Other");
        String names = "SELECT first_name FROM learner WHERE learner_id = 'tied'";

        delivered(dialect, List.of(one, other));
        List<String> known = rows(dialect, names);
        for (LearningRecord again : List.of(other, one, other)) {
            delivered(dialect, List.of(again));
            assertThat(rows(dialect, names)).hasSize(1).isEqualTo(known);
        }
    }

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

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void forgetsAnAccountInEachTableAndNobodyElse(Dialect dialect) throws Exception {
        Skipped.unless(serais.containsKey(dialect), "NOTHING WAS FORGOTTEN BY %s: it does not start here".formatted(dialect));
        List<LearningRecord> hers = new ArrayList<>();
        for (LearningRecord one : golden()) {
            hers.add(changed(one, json -> object(json, "learner").put("id", "forgotten").put("firstName", "forgotten")));
        }
        deliver(dialect, hers.toArray(LearningRecord[]::new));
        deliver(dialect, login("remembered", "2026-11-22T10:00:00Z", "remembered"));
        String platform = hers.get(0).platform().name();
        List<String> tables = Stream.concat(Stream.of(EventType.values()).map(EventType::snakeCase), Stream.of("learner")).toList();
        long before = count(dialect, tables, "learner_id = 'forgotten'");

        long deleted = serais.get(dialect).context().createProducerTemplate().requestBody("direct:forget-warehouse",
                Map.of("platform", platform, "learner", "forgotten"), Long.class);

        assertThat(deleted).isGreaterThan(5);
        assertThat(count(dialect, tables, "learner_id = 'forgotten'")).as("those of the other platform")
                .isEqualTo(before - deleted);
        assertThat(count(dialect, tables, "learner_id = 'forgotten' AND platform = '" + platform + "'")).isZero();
        assertThat(count(dialect, tables, "learner_id = 'remembered'")).isEqualTo(2);
        assertThat(serais.get(dialect).context().createProducerTemplate().requestBody("direct:forget-warehouse",
                Map.of("platform", platform, "learner", "forgotten"), Long.class)).as("once more").isZero();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void deletesRowsByTheirAgeAndLearnersOfWhomNoneIsLeft(Dialect dialect) throws Exception {
        Skipped.unless(serais.containsKey(dialect), "NOTHING WAS DELETED BY %s: it does not start here".formatted(dialect));
        Instant old = Instant.parse("2001-01-31T23:59:59.999999Z");
        for (LearningRecord one : golden()) {
            deliver(dialect, changed(one, json -> at("aged", "2000-12-31T10:00:00Z", json)).withReceivedAt(old));
        }
        deliver(dialect, login("kept", "2000-12-31T10:00:00Z", "Old").withReceivedAt(old),
                login("kept", "2000-12-31T10:00:00Z", "New").withReceivedAt(Instant.parse("2001-02-01T00:00:00Z")));
        List<String> tables = Stream.concat(Stream.of(EventType.values()).map(EventType::snakeCase), Stream.of("learner")).toList();
        long before = count(dialect, tables, "learner_id = 'aged'");
        long all = count(dialect, tables, "learner_id <> 'aged'");
        WarehouseRetention retention =
                (WarehouseRetention) serais.get(dialect).context().getRegistry().lookupByName("warehouseRetention");

        assertThat(retention.delete(LocalDate.parse("2001-02-01"))).isEqualTo(before + 1);
        assertThat(count(dialect, tables, "learner_id = 'aged'")).isZero();
        assertThat(rows(dialect, "SELECT first_name FROM logged_in WHERE learner_id = 'kept'")).containsExactly("New");
        assertThat(count(dialect, tables, "learner_id <> 'aged'")).as("all others, and the learner").isEqualTo(all - 1);
        assertThat(retention.delete(LocalDate.parse("2001-02-01"))).as("once more").isZero();
    }

    private long count(Dialect dialect, List<String> tables, String condition) throws SQLException {
        long sum = 0;
        for (String table : tables) {
            sum += Long.parseLong(rows(dialect, "SELECT count(*) FROM %s WHERE %s".formatted(table, condition)).get(0));
        }
        return sum;
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

    private void deliver(Dialect dialect, LearningRecord... records) throws Exception {
        for (List<LearningRecord> kind : Stream.of(records).collect(groupingBy(LearningRecord::type)).values()) {
            assertThat(delivered(dialect, kind).getException()).isNull();
        }
    }

    /** As the journal hands a page to the route, and what became of it. */
    private Exchange delivered(Dialect dialect, List<LearningRecord> kind) throws Exception {
        Skipped.unless(serais.containsKey(dialect), "NOTHING WAS DELIVERED TO %s: it does not start here".formatted(dialect));
        Route route = serais.get(dialect).context().getRoute("destination-warehouse");
        Exchange exchange = new DefaultExchange(route.getCamelContext());
        exchange.getMessage().setBody(kind);
        exchange.getMessage().setHeader("type", kind.get(0).type());
        route.getProcessor().process(exchange);
        return exchange;
    }

    private List<String> rows(Dialect dialect, String sql) throws SQLException {
        return Kept.rowsAt(urls.get(dialect), sql);
    }

    private static List<LearningRecord> golden() {
        return Golden.names("records").stream().map(WarehouseRecords::record).toList();
    }

    private static Set<String> ids(List<LearningRecord> records) {
        return records.stream().map(record -> record.id().toString()).collect(toSet());
    }
}
