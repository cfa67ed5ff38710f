package serai;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.FailureClass;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.stream.IntStream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class MariaDbWarehouseFaultsTest extends WarehouseFaults {

    @TempDir
    private static Path files;
    private static EmbeddedMariaDb mariaDb;
    private String url;

    @BeforeAll
    static void startMariaDb() {
        mariaDb = EmbeddedMariaDb.start(files);
    }

    @AfterAll
    static void stopMariaDb() throws IOException {
        if (mariaDb != null) {
            mariaDb.close();
        }
    }

    @Override
    @BeforeEach
    void prepare() throws Exception {
        url = mariaDb.newDatabase();
        super.prepare();
    }

    @Override
    String url() {
        return url;
    }

    @Override
    String dialect() {
        return "mariadb";
    }

    @Test
    void everythingArrivesOnceAfterTheDatabaseHasGoneAwayInTheMiddleOfABatch() throws Exception {
        serai.with("serai.retry.delay.max.ms", 100).start();
        serai.append("anna");
        serai.untilDelivered(1);
        Connection other = DriverManager.getConnection(url());
        other.createStatement().execute("LOCK TABLES course_completion READ");
        serai.append(IntStream.range(0, 50).mapToObj(i -> "learner-" + i).toArray(String[]::new));
        await().atMost(20, SECONDS).until(() -> Kept.rowsAt(url(), "SELECT 1 FROM information_schema.processlist "
                + "WHERE state LIKE 'Waiting for table%' AND info LIKE 'INSERT%'").size() == 1);

        mariaDb.close();
        await().atMost(20, SECONDS).until(() -> serai.standing().failures() > 2);
        assertThat(serai.standing().stopped()).isNull();
        serai.untilBalance(51, 1, 50, 0);
        mariaDb.resume();

        serai.untilDelivered(51);
        assertThat(learners()).hasSize(51).doesNotHaveDuplicates();
    }

    @Test
    void stopsAsForbiddenWhereTheRightToInsertIsMissingAndGoesOnOnceItIsGranted() throws Exception {
        String database = url.substring(url.lastIndexOf('/') + 1, url.indexOf('?'));
        database("CREATE OR REPLACE USER serai@localhost IDENTIFIED BY 's3cr3t'");
        database("GRANT ALL ON %s.* TO serai@localhost".formatted(database));
        database("REVOKE INSERT ON %s.* FROM serai@localhost".formatted(database));
        serai.with("serai.warehouse.url", url.substring(0, url.indexOf('?'))).with("serai.warehouse.username", "serai")
                .with("serai.warehouse.password", "s3cr3t").holding("anna", "ben").start();
        serai.untilStopped(FailureClass.FORBIDDEN);
        serai.untilBalance(2, 0, 2, 0);

        for (String table : List.of("course_completion", "learner")) { // a right to all tables holds for new connections only
            database("GRANT INSERT ON %s.%s TO serai@localhost".formatted(database, table));
        }
        serai.resume();

        serai.untilDelivered(2);
        assertThat(learners()).containsExactly("anna", "ben");
    }
}
