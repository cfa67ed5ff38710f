package serai.destinations.database;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import serai.model.EventType;
import serai.model.LearningRecord;
import serai.model.Mark;
import serai.testkit.Skipped;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.destinations.database.WarehouseRecords.at;
import static serai.destinations.database.WarehouseRecords.changed;
import static serai.destinations.database.WarehouseRecords.login;
import static serai.destinations.database.WarehouseRecords.named;
import static serai.destinations.database.WarehouseRecords.object;
import static serai.destinations.database.WarehouseRecords.record;
import static serai.destinations.database.WarehouseRecords.withoutCourse;

/** The statements in {@code routes/sql}, run by the route that is shipped, on each database that can be had. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WarehouseDialectsTest extends WarehouseViews {

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
}
