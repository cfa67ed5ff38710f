package serai;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import serai.model.CanonicalJson;
import serai.model.EventType;
import serai.model.LearningRecord;
import serai.model.Mark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

/** The statements in {@code routes/sql}, run by the route that is shipped, on both databases. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WarehouseDialectsTest {

    private static final Map<EventType, String> TABLES = new EnumMap<>(Map.of(
            EventType.LOGGED_IN, "login",
            EventType.COURSE_STARTED, "course_start",
            EventType.MODULE_COMPLETED, "module_completion",
            EventType.COURSE_COMPLETED, "course_completion",
            EventType.LEARNING_PATH_COMPLETED, "learning_path_completion"));

    private static final JsonMapper JSON = new JsonMapper();

    private enum Dialect { SQLITE, POSTGRESQL }

    @TempDir
    private static Path folder;
    private EmbeddedPostgres postgres;
    private final Map<Dialect, EmbeddedSerai> serais = new EnumMap<>(Dialect.class);

    @BeforeAll
    void start() throws Exception {
        postgres = EmbeddedPostgres.start();
        for (Dialect dialect : Dialect.values()) {
            serais.put(dialect, new EmbeddedSerai(folder.resolve(dialect.name())).with("serai.mct.enabled", "false")
                    .with("serai.warehouse.url", url(dialect)).start());
        }
    }

    @AfterAll
    void stop() throws IOException {
        serais.values().forEach(EmbeddedSerai::close);
        postgres.close();
    }

    private String url(Dialect dialect) {
        return switch (dialect) {
            case SQLITE -> "jdbc:sqlite:" + folder.resolve("warehouse.db");
            case POSTGRESQL -> postgres.getJdbcUrl("postgres", "postgres");
        };
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void takesEveryDocumentedEventOnceHoweverOftenItComes(Dialect dialect) throws Exception {
        for (int time = 0; time < 2; time++) {
            for (List<LearningRecord> kind : golden().stream().collect(groupingBy(LearningRecord::type)).values()) {
                assertThat(delivered(dialect, kind).getException()).isNull();
            }
            for (EventType type : EventType.values()) {
                assertThat(rows(dialect, "SELECT record_id FROM " + TABLES.get(type))).as(type.name())
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
                    + " FROM module_completion WHERE first_name = 'types'";
            case POSTGRESQL -> "SELECT pg_typeof(percentage), pg_typeof(record_id), pg_typeof(occurred_at), percentage * 2,"
                    + " to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                    + " FROM module_completion WHERE first_name = 'types'";
        })).containsExactly(switch (dialect) {
            case SQLITE -> "integer|text|text|100|2021-02-28T17:28:00.940000Z";
            case POSTGRESQL -> "numeric|uuid|timestamp with time zone|100|2021-02-28T17:28:00.940000Z";
        });
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void tellsARedrawFromAFirstStart(Dialect dialect) throws Exception {
        LearningRecord start = named(record("mct-course-start"), "first");
        LearningRecord redraw = named(record("mct-course-start"), "again").withMarks(Set.of(Mark.REDRAW));

        assertThat(delivered(dialect, List.of(start, redraw)).getException()).isNull();

        assertThat(rows(dialect, "SELECT first_name FROM course_start WHERE first_name IN ('first', 'again') AND redraw"))
                .containsExactly("again");
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void keepsNamesLetterByLetter(Dialect dialect) throws Exception {
        String name = "O'Brien \"Bob\" \\n \\u0041 😀 ; DROP TABLE login; -- :?rows ?";

        assertThat(delivered(dialect, List.of(named(record("mct-login"), name))).getException()).isNull();

        assertThat(rows(dialect, "SELECT first_name FROM login WHERE first_name LIKE 'O''%'")).containsExactly(name);
    }

    /** JSON may hold it, PostgreSQL's text may not: its record can't be delivered there. SQLite keeps it. */
    @Test
    void keepsAZeroCharacterWhereTheDatabaseCan() throws Exception {
        LearningRecord login = named(record("mct-login"), "zero\0end");

        assertThat(delivered(Dialect.SQLITE, List.of(login)).getException()).isNull();
        assertThat(rows(Dialect.SQLITE, "SELECT hex(first_name) FROM login WHERE first_name LIKE 'zero%'"))
                .containsExactly("7A65726F00656E64");

        assertThat(delivered(Dialect.POSTGRESQL, List.of(login)).getException())
                .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState()).startsWith("22"));
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void refusesAPageWithARowThatIsNotWhole(Dialect dialect) throws Exception {
        LearningRecord whole = named(record("mct-module-exam"), "whole");

        Exchange exchange = delivered(dialect, List.of(whole, withoutCourse(named(whole, "lacking"))));

        assertThat(exchange.getException()).isInstanceOf(SQLException.class).hasMessageContaining("course_id");
        assertThat(rows(dialect, "SELECT first_name FROM module_completion WHERE first_name IN ('whole', 'lacking')"))
                .isEmpty();
    }

    /** As the journal hands a page to the route, and what became of it. */
    private Exchange delivered(Dialect dialect, List<LearningRecord> kind) throws Exception {
        Route route = serais.get(dialect).context().getRoute("destination-warehouse");
        Exchange exchange = new DefaultExchange(route.getCamelContext());
        exchange.getMessage().setBody(kind);
        exchange.getMessage().setHeader("type", kind.get(0).type());
        route.getProcessor().process(exchange);
        return exchange;
    }

    private List<String> rows(Dialect dialect, String sql) throws SQLException {
        return Kept.rowsAt(url(dialect), sql);
    }

    private static List<LearningRecord> golden() {
        return Golden.names("records").stream().map(WarehouseDialectsTest::record).toList();
    }

    private static Set<String> ids(List<LearningRecord> records) {
        return records.stream().map(record -> record.id().toString()).collect(toSet());
    }

    private static LearningRecord record(String name) {
        return CanonicalJson.read(new String(Golden.read("records/" + name + ".json"), StandardCharsets.UTF_8));
    }

    /** Another record, of a learner with that first name. */
    private static LearningRecord named(LearningRecord record, String firstName) throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(CanonicalJson.write(record));
        json.put("id", UUID.randomUUID().toString());
        ((ObjectNode) json.path("learner")).put("firstName", firstName);
        return CanonicalJson.read(json.toString());
    }

    /** The same record, whose module is of no course. */
    private static LearningRecord withoutCourse(LearningRecord record) throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(CanonicalJson.write(record));
        ((ObjectNode) json.path("activity")).remove("parent");
        return CanonicalJson.read(json.toString());
    }
}
