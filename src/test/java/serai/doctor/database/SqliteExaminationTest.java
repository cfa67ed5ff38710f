package serai.doctor.database;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** A file of SQLite as a database: it is neither made nor changed. */
class SqliteExaminationTest extends ExaminedDatabase {

    @BeforeEach
    void prepare() {
        database.setCreate("file:routes/sql/sqlite/create.sql");
    }

    @Test
    void aSqliteFileThatIsNotThereYetIsNotMade() throws Exception {
        Path file = folder.resolve("warehouse.db");
        url = "jdbc:sqlite:" + file;

        assertThat(observed("sqlite", Clock.systemUTC()))
                .containsExactly("ok file: %s is not there yet; the first delivery makes it".formatted(file));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aSqliteFileIsExaminedAndNothingIsLeftBesideIt() throws Exception {
        Path file = folder.resolve("warehouse.db");
        url = "jdbc:sqlite:" + file;
        database.setUrl(url);
        database.getConnection().close();
        database.stop();
        byte[] before = Files.readAllBytes(file);

        assertThat(observed("sqlite", Clock.systemUTC())).contains("ok file: %s can be written to".formatted(file),
                "ok tables: the statements have their tables, and Serai may write to them: course_completed, course_started, "
                        + "learner, learning_path_completed, logged_in, module_completed");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }
}
