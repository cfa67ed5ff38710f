package serai.people.source;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;
import serai.people.CourseTable;
import serai.settings.Settings;
import serai.testkit.EmbeddedMariaDb;
import serai.testkit.FreePort;
import serai.testkit.Logged;
import serai.testkit.Records;
import serai.testkit.SettableClock;
import serai.testkit.Skipped;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** People and courses of a query, on each database that can be had. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlSourcesTest {

    private static final int STAFF = 2_500; // more than a driver fetches at a time

    @TempDir
    private static Path folder;
    private final List<AutoCloseable> servers = new ArrayList<>();
    private final Map<String, String> urls = new HashMap<>();

    @BeforeAll
    void start() throws Exception {
        urls.put("sqlite", "jdbc:sqlite:" + folder.resolve("hr.db"));
        EmbeddedPostgres postgres = EmbeddedPostgres.builder().setPort(FreePort.number()).start();
        servers.add(postgres);
        urls.put("postgresql", postgres.getJdbcUrl("postgres", "postgres"));
        try {
            EmbeddedMariaDb mariaDb = EmbeddedMariaDb.start(folder);
            servers.add(mariaDb);
            urls.put("mariadb", mariaDb.newDatabase());
        } catch (TestAbortedException e) {
            // Has been said; the tests of the others go on.
        }
        for (String dialect : urls.keySet()) {
            run(dialect,
                    "CREATE TABLE staff (nr varchar(20), mail varchar(99), tel varchar(40), given varchar(40), active integer)",
                    "CREATE TABLE training (platform varchar(20), sku varchar(20), code varchar(20), due_days integer)");
            try (Connection hr = DriverManager.getConnection(urls.get(dialect));
                    PreparedStatement row = hr.prepareStatement("INSERT INTO staff VALUES (?, ?, NULL, 'Kim', 1)")) {
                hr.setAutoCommit(false);
                for (int i = 0; i < STAFF; i++) {
                    row.setString(1, "E-" + i);
                    row.setString(2, "p%s@example.org".formatted(i));
                    row.addBatch();
                }
                row.executeBatch();
                hr.commit();
            }
        }
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable server : servers) {
            server.close();
        }
    }

    private void run(String dialect, String... statements) throws SQLException {
        try (Connection hr = DriverManager.getConnection(urls.get(dialect)); Statement statement = hr.createStatement()) {
            for (String one : statements) {
                statement.executeUpdate(one);
            }
        }
    }

    private DefaultCamelContext context(String dialect, String... settings) {
        Skipped.unless(urls.containsKey(dialect), "NOTHING WAS READ FROM %s: it does not start here".formatted(dialect));
        DefaultCamelContext context = new DefaultCamelContext();
        for (int i = 0; i < settings.length; i += 2) {
            context.getPropertiesComponent().addInitialProperty(settings[i], settings[i + 1]);
        }
        return context;
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql", "mariadb"})
    void readsPeopleAndNoticesAChange(String dialect) throws Exception {
        SqlPeople people = new SqlPeople(Settings.of(context(dialect, "serai.people.url", String.valueOf(urls.get(dialect)),
                "serai.people.query",
                "SELECT nr AS ID, mail AS email, tel AS phone, given AS First_Name FROM staff WHERE active = 1",
                "serai.people.query.version", "SELECT count(*), max(nr) FROM staff WHERE active = 1")));
        Object version = people.version();
        List<KnownPerson> all = new ArrayList<>();
        people.read(all::add);

        assertThat(all).hasSize(STAFF).contains(new KnownPerson("E-7", List.of("p7@example.org"), List.of(), "Kim", "", Map.of()));
        assertThat(people.version()).isEqualTo(version);
        run(dialect, "UPDATE staff SET active = 0 WHERE nr = 'E-7'");
        assertThat(people.version()).isNotEqualTo(version);
        run(dialect, "UPDATE staff SET active = 1 WHERE nr = 'E-7'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql", "mariadb"})
    void tellsOfAFailureNothingThatTheDatabaseSays(String dialect) {
        SqlPeople people = new SqlPeople(Settings.of(context(dialect, "serai.people.url", String.valueOf(urls.get(dialect)),
                "serai.people.query", "SELECT nr AS id, secret_column FROM staff")));

        assertThatThrownBy(() -> people.read(one -> {})).isInstanceOf(IOException.class)
                .hasMessageStartingWith("the database does not answer the query (serai.people.query)")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql", "mariadb"})
    void givesTheWarehouseTheCoursesOfAQueryAndLooksAtIntervals(String dialect) throws Exception {
        SettableClock clock = new SettableClock(Records.RECEIVED);
        DefaultCamelContext context =
                context(dialect, "serai.courses.url", String.valueOf(urls.get(dialect)), "serai.courses.query",
                        "SELECT platform, sku AS id, code, due_days FROM training", "serai.people.refresh.seconds", "60");
        context.getRegistry().bind("clock", clock);
        run(dialect, "DELETE FROM training",
                "INSERT INTO training VALUES ('mct', '37', 'SAFETY', 30), ('praesidium', 'C-1', NULL, NULL)");
        CourseTable table = new CourseTable();
        table.setCamelContext(context);
        Exchange exchange = new DefaultExchange(context);

        assertThat(table.changed(exchange)).contains("\"platform\":\"MCT\",\"course_id\":\"37\",\"code\":\"SAFETY\"",
                "\"due_days\":30",
                "\"course_id\":\"C-1\",\"code\":null");
        table.written(exchange);
        clock.turn(Duration.ofMinutes(2));
        assertThat(table.changed(exchange)).as("unchanged").isNull();

        run(dialect, "UPDATE training SET due_days = 10 WHERE sku = '37'");
        assertThat(table.changed(exchange)).as("not before a minute is over").isNull();
        clock.turn(Duration.ofMinutes(2));
        assertThat(table.changed(exchange)).contains("\"due_days\":10");
        table.written(exchange);

        run(dialect, "INSERT INTO training VALUES ('academy', 'secret', NULL, NULL)");
        clock.turn(Duration.ofMinutes(2));
        try (Logged log = new Logged()) {
            assertThat(table.changed(exchange)).isNull();
            assertThat(log.lines()).singleElement().asString()
                    .contains("of the query (serai.courses.query): its platform is unknown",
                            "the courses from before stay")
                    .doesNotContain("academy", "secret");
        }
    }
}
