package serai.cli.configure.create;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.EmbeddedMariaDb;
import serai.testkit.EmbeddedSerai;
import serai.testkit.FreePort;
import serai.testkit.Kept;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Destinations of each kind that keeps files or rows, made by {@code ./serai new destination}, and delivered to. */
class NewDestinationDeliveryTest {

    private static final String ROW = "SELECT employee, course_code, score FROM %s_training";

    @TempDir
    private Path folder;

    @Test
    void whatIsMadeDeliversToFilesAndToADatabase() throws Exception {
        NewConfiguration configuration = new NewConfiguration(folder);
        for (String kind : List.of("file", "csv", "database")) {
            configuration.made("my-" + kind, "--kind", kind, "--yes");
        }

        deliver(configuration);

        assertThat(lines("my-file", ".jsonl")).singleElement().asString().contains("\"employeeNumber\":", "\"course\":{\"code\":");
        assertThat(lines("my-csv", ".csv")).hasSize(2).first().asString().startsWith("record_id,");
        assertThat(Kept.rowsAt("jdbc:sqlite:" + folder.resolve("data/my-database.db"), ROW.formatted("my_database"))).hasSize(1);
        assertThat(Files.readString(configuration.settings())).contains("\nserai.replay.once = archive,my-file,my-csv\n");
    }

    @Test
    void whatIsMadeDeliversToPostgres() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().setPort(FreePort.number()).start()) {
            String url = server.getJdbcUrl("postgres", "postgres");

            assertThat(rows("jdbc:postgresql://localhost:%s/postgres".formatted(server.getPort()), "postgres", url)).hasSize(1);
        }
    }

    /** Aborted where MariaDB does not start. */
    @Test
    void whatIsMadeDeliversToMariaDb() throws Exception {
        try (EmbeddedMariaDb server = EmbeddedMariaDb.start(folder)) {
            String url = server.newDatabase();

            assertThat(rows(url.replaceFirst("\\?.*", ""), "root", url)).hasSize(1);
        }
    }

    /** The rows of a new destination after an event. */
    private List<String> rows(String address, String user, String url) throws Exception {
        NewConfiguration configuration = new NewConfiguration(folder);
        configuration.made("crm", "--kind", "database", "--address", address, "--yes");
        Files.writeString(configuration.settings(), "serai.destination.crm.username = %s\n".formatted(user),
                StandardOpenOption.APPEND);

        deliver(configuration);

        return Kept.rowsAt(url, ROW.formatted("crm"));
    }

    private void deliver(NewConfiguration configuration) throws Exception {
        Properties settings = new Properties();
        try (Reader file = Files.newBufferedReader(configuration.settings())) {
            settings.load(file);
        }
        try (EmbeddedSerai serai = new EmbeddedSerai(folder.resolve("data"))) {
            settings.forEach((name, value) -> serai.with(name.toString(), value.toString()));
            serai.start();
            serai.post(EmbeddedSerai.resource("praesidium-course-completed.json"));
            serai.untilDelivered(1);
        }
    }

    private List<String> lines(String destination, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("data").resolve(destination))) {
            return Files.readAllLines(files.filter(file -> file.toString().endsWith(suffix)).findFirst().orElseThrow());
        }
    }
}
