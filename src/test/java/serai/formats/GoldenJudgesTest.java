package serai.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import serai.destinations.database.WarehouseDataSource;
import serai.model.EventType;
import serai.testkit.EmbeddedMariaDb;
import serai.testkit.FreePort;
import serai.testkit.Golden;
import serai.testkit.formats.Judge;
import serai.testkit.formats.Judges;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/** Every golden file is put before the judges that its cell in docs/formats.md names: the page says whom to ask. */
class GoldenJudgesTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void acceptEveryFileWhoseCellNamesThem(Judge judge) throws Exception {
        List<Path> files = judge.files();
        assertThat(files).hasSameSizeAs(Golden.names("records"));

        switch (judge) {
            case NETWORKNT -> files.forEach(GoldenJudgesTest::assertOfTheSchema);
            case JACKSON -> files.forEach(GoldenJudgesTest::assertReadBack);
            case JACKSON_FROM_BYTES -> {
                for (Path file : files) {
                    AnyRecordTest.assertReadBackFromASpreadsheet(Files.readAllBytes(file),
                            List.of(FormatRecords.golden(name(file))));
                }
            }
            case SQLITE -> assertTaken("sqlite", "jdbc:sqlite:" + folder.resolve("warehouse.db"), files);
            case POSTGRESQL -> {
                try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().setPort(FreePort.number()).start()) {
                    assertTaken("postgresql", postgres.getJdbcUrl("postgres", "postgres"), files);
                }
            }
            case MARIADB -> {
                try (EmbeddedMariaDb mariaDb = EmbeddedMariaDb.start(folder)) {
                    assertTaken("mariadb", mariaDb.newDatabase(), files);
                }
            }
            case XAPI_VALIDATION, LEARNING_LOCKER -> {
                Judges.require("xAPI STATEMENTS");
                assertThat(Judges.judged("xapi.js", all(files))).filteredOn(line -> line.startsWith(judge.title() + ":"))
                        .containsExactly(judge.title() + ": " + files.size() + " statements");
            }
            case CLOUDEVENTS_SCHEMA -> {
                Judges.require("CLOUDEVENTS");
                assertThat(Judges.judged("cloudevents.js", all(files)))
                        .containsExactly("cloudevents: " + files.size() + " events");
            }
            case CLOUDEVENTS_SDK -> {
                for (Path file : files) {
                    AnyRecordTest.assertReadBack(JSON.readTree(text(file)), List.of(FormatRecords.golden(name(file))));
                }
            }
            default -> fail("nobody has asked %s", judge);
        }
    }

    private static void assertOfTheSchema(Path file) {
        JsonLinesSchemaTest.assertValid(text(file));
    }

    private static void assertReadBack(Path file) {
        AnyRecordTest.assertReadBack(text(file), List.of(FormatRecords.golden(name(file))));
    }

    /** Each file is a row of its type's table, and one of {@code learner}. */
    private static void assertTaken(String dialect, String url, List<Path> files) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            WarehouseDataSource warehouse = new WarehouseDataSource();
            warehouse.setCamelContext(context);
            warehouse.setUrl(url);
            warehouse.setCreate("file:routes/sql/" + dialect + "/create.sql");
            context.start();
            try (Connection connection = warehouse.getConnection()) {
                connection.setAutoCommit(false);
                for (Path file : files) {
                    for (String table : List.of(table(file), "learner")) {
                        Path statement = Path.of("routes/sql", dialect, table + ".sql");
                        if (Files.exists(statement)) { // PostgreSQL keeps the learners by the statement before
                            try (PreparedStatement insert = connection.prepareStatement(text(statement).replace(":?rows", "?"))) {
                                insert.setString(1, text(file));
                                insert.executeUpdate();
                            }
                        }
                        assertThat(rows(connection, table)).as("%s in %s", file, table).isOne();
                    }
                    connection.rollback(); // the next may have the same id: the same event, as it was published in another year
                }
            }
        }
    }

    private static int rows(Connection connection, String table) throws SQLException {
        try (ResultSet count = connection.createStatement().executeQuery("SELECT count(*) FROM " + table)) {
            count.next();
            return count.getInt(1);
        }
    }

    private static String table(Path file) {
        return EventType.valueOf(FormatRecords.golden(name(file)).type()).snakeCase();
    }

    /** What the files hold, which is an array each, in one. */
    private static ArrayNode all(List<Path> files) throws IOException {
        ArrayNode all = JSON.createArrayNode();
        for (Path file : files) {
            for (JsonNode one : JSON.readTree(text(file))) {
                all.add(one);
            }
        }
        return all;
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.[a-z]+$", "");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
