package serai.destinations.database;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.Kept;
import serai.testkit.Logged;
import serai.testkit.OneDestination;
import serai.testkit.SettableClock;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** {@code serai.warehouse.retention.days}, on SQLite; {@link WarehouseDialectsTest} has the statements of all dialects. */
class WarehouseRetentionTest {

    private static final String LOGINS = "SELECT count(*) FROM logged_in";

    @TempDir
    private Path folder;
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-30T12:00:00Z"));

    @Test
    void deletesOnceADayWhatIsOldEnough() throws Exception {
        try (OneDestination serai = warehouse(10).start("clock", clock)) {
            serai.append("anna");
            serai.untilDelivered(1);
            insertLogins(20_001, "2026-11-19T23:59:59.999999Z");
            insertLogins(1, "2026-11-20T00:00:00.000000Z");
            WarehouseRetention retention = serai.context().getRegistry().lookupByNameAndType("warehouseRetention",
                    WarehouseRetention.class);

            retention.deleteOnceADay();
            assertThat(logins()).isEqualTo("1");
            insertLogins(1, "2026-11-19T23:59:59.999999Z");
            clock.turn(Duration.ofHours(11));
            retention.deleteOnceADay();
            assertThat(logins()).as("that day it was done").isEqualTo("2");
            clock.turn(Duration.ofHours(2));
            retention.deleteOnceADay();
            assertThat(logins()).as("the next day, of which the other one is old enough").isEqualTo("0");
        }
    }

    @Test
    void deletesNothingAsShipped() throws Exception {
        try (OneDestination serai = warehouse(0).start("clock", clock)) {
            serai.append("anna");
            serai.untilDelivered(1);

            assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).doesNotContain("warehouse-retention");
        }
    }

    @Test
    void worksOnAThreadThatEndsWithSerai() throws Exception {
        try (OneDestination serai = warehouse(10).start("clock", clock)) {
            assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).contains("warehouse-retention");
        }
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).doesNotContain("warehouse-retention");
    }

    @Test
    void triesAgainTheSameDayAfterAFailureAndSaysWhyInOneLine() throws Exception {
        try (OneDestination serai = warehouse(10).start("clock", clock)) {
            serai.append("anna");
            serai.untilDelivered(1);
            insertLogins(1, "2026-11-01T00:00:00.000000Z");
            WarehouseRetention retention = serai.context().getRegistry().lookupByNameAndType("warehouseRetention",
                    WarehouseRetention.class);
            sql("ALTER TABLE logged_in RENAME TO renamed");
            try (Logged logged = new Logged()) {
                retention.deleteOnceADay();
                assertThat(logged.lines().filter(line -> line.contains("warehouse can't"))).singleElement().asString()
                        .contains("warehouse can't delete rows", "no such table",
                                "tries again in an hour")
                        .doesNotContain("\n");
            }
            sql("ALTER TABLE renamed RENAME TO logged_in");
            retention.deleteOnceADay();
            assertThat(logins()).isEqualTo("0");
        }
    }

    @Test
    void isRefusedAtTheStartWithoutItsStatements() throws Exception {
        OneDestination serai = warehouse(10);
        Files.delete(serai.statements("sqlite").resolve("retention.sql"));

        assertThatThrownBy(() -> serai.start("clock", clock)).rootCause().isInstanceOf(java.io.IOException.class);
        serai.close();
    }

    /** The command that forgets has the same beans, and no journal to deliver. */
    @Test
    void deletesNothingWhereNothingIsDelivered() throws Exception {
        WarehouseRetention retention = new WarehouseRetention();
        retention.setDays(1);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            retention.setCamelContext(context);
            retention.deleteOnceADay(); // it would fail without statements
        }
        assertThatThrownBy(() -> retention.setDays(-1)).hasMessageContaining("0 or more");
    }

    private OneDestination warehouse(int days) throws Exception {
        return new OneDestination("warehouse", folder).withStatements("sqlite").with("serai.warehouse.retention.days", days);
    }

    private String url() {
        return "jdbc:sqlite:" + folder.resolve("data/warehouse.db");
    }

    private String logins() throws Exception {
        List<String> rows = Kept.rowsAt(url(), LOGINS);
        return rows.get(0);
    }

    private void insertLogins(int many, String received) throws Exception {
        sql("""
                INSERT INTO logged_in (record_id, platform, learner_id, occurred_at, received_at)
                WITH RECURSIVE nr(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM nr WHERE n < %s)
                SELECT '%s-' || n || '-' || random(), 'MCT', 'old-' || n, '%s', '%s' FROM nr""".formatted(many, received, received,
                received));
    }

    private void sql(String statement) throws Exception {
        try (Connection warehouse = DriverManager.getConnection(url()); Statement change = warehouse.createStatement()) {
            change.executeUpdate(statement);
        }
    }
}
