package serai.destinations.database;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.attempt.FailureClass;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.testkit.Kept;
import serai.testkit.OneDestination;
import serai.testkit.Records;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What goes wrong in a data warehouse, whatever database it is. */
abstract class WarehouseFaults {

    @TempDir
    Path folder;
    OneDestination serai;

    /** JDBC address of an empty database. */
    abstract String url() throws Exception;

    abstract String dialect();

    @BeforeEach
    void prepare() throws Exception {
        serai = new OneDestination("warehouse", folder).withStatements(dialect())
                .with("serai.warehouse.url", url()).with("serai.warehouse.connect.max.ms", 400)
                .with("serai.retry.stopped.ms", 60_000).with("serai.retry.delay.max.ms", 60_000);
    }

    @AfterEach
    void stop() {
        serai.close();
    }

    @Test
    void recordsThatBreakAConstraintAreDeadLetteredAndTheRestIsDelivered() throws Exception {
        Path create = serai.statements(dialect()).resolve("create.sql");
        Files.writeString(create, Files.readString(create)
                .replaceAll("(?m)^    learner_id .* NOT NULL", "    learner_id varchar(12) " + (dialect().equals("mariadb")
                        ? "COLLATE utf8mb4_bin" : "") + " NOT NULL CHECK (length(learner_id) <= 12 AND learner_id <> 'cleo')")
                .replaceAll("(?m)^    first_name +text", "$0 NOT NULL"));
        serai.holding(Stream.concat(Stream.of("anna", "ben", "cleo", "dora", "emil", "a-learner-with-a-long-id")
                .map(Records::completion), Stream.of(withoutName("fred"), Records.completion("gina")))
                .toArray(LearningRecord[]::new)).start();

        serai.untilBalance(8, 5, 0, 3);

        assertThat(learners()).containsExactly("anna", "ben", "dora", "emil", "gina");
        assertThat(serai.journalRows("SELECT DISTINCT class, status, mapping FROM aside"))
                .containsExactly("refused|null|sql:rows/3");
        assertThat(serai.state().isTroubled()).isFalse();
    }

    private static LearningRecord withoutName(String id) {
        LearningRecord record = Records.completion(id);
        Learner learner = new Learner(id, null, null, null, null, null, Map.of());
        return new LearningRecord(record.schemaVersion(), record.id(), record.source(), record.platform(), record.type(),
                record.platformType(), record.occurredAt(), record.occurredAsSent(), record.receivedAt(), learner,
                record.activity(), record.result(), record.marks(), record.raw());
    }

    @Test
    void stopsAsMisconfiguredWhereAColumnIsLostAndGoesOnOnceItIsBack() throws Exception {
        serai.start();
        serai.append("anna");
        serai.untilDelivered(1);
        database("ALTER TABLE course_completed RENAME COLUMN percentage TO percent");

        serai.append("ben", "cleo");
        serai.untilStopped(FailureClass.MISCONFIGURED);
        serai.untilBalance(3, 1, 2, 0);

        database("ALTER TABLE course_completed RENAME COLUMN percent TO percentage");
        serai.resume();
        serai.untilDelivered(3);
        assertThat(learners()).containsExactly("anna", "ben", "cleo");
    }

    @Test
    void stopsAsMisconfiguredWhereATableIsMissingAndGoesOnOnceItIsBack() throws Exception {
        serai.start();
        serai.append("anna");
        serai.untilDelivered(1);
        database("ALTER TABLE course_completed RENAME TO elsewhere");

        serai.append("ben", "cleo");
        serai.untilStopped(FailureClass.MISCONFIGURED);
        serai.untilBalance(3, 1, 2, 0);

        database("ALTER TABLE elsewhere RENAME TO course_completed");
        serai.resume();
        serai.untilDelivered(3);
        assertThat(learners()).containsExactly("anna", "ben", "cleo");
    }

    @Test
    void takesTheTablesThatAreThereWhereTheFileThatMakesThemWasEmptied() throws Exception {
        serai.start();
        serai.append("anna");
        serai.untilDelivered(1);
        serai.stop();
        Files.writeString(serai.statements(dialect()).resolve("create.sql"), "\n");

        serai.start();
        serai.append("ben");

        serai.untilDelivered(2);
        assertThat(learners()).containsExactly("anna", "ben");
    }

    @Test
    void addsTheColumnsThatATableOfAnEarlierVersionLacks() throws Exception {
        serai.start();
        serai.append("anna");
        serai.untilDelivered(1);
        serai.stop();
        for (String column : List.of("ref3", "ref9")) {
            database("ALTER TABLE course_completed DROP COLUMN " + column);
            database("ALTER TABLE learner DROP COLUMN " + column);
        }

        serai.start();
        serai.append(with(Map.of("ref3", "north", "ref9", "a, \"b\""), Records.completion("ben")));

        serai.untilDelivered(2);
        for (String table : List.of("course_completed", "learner")) {
            assertThat(Kept.rowsAt(url(), "SELECT learner_id, ref3, ref4, ref9 FROM " + table + " ORDER BY learner_id"))
                    .containsExactly("anna|null|null|null", "ben|north|null|a, \"b\"");
        }
    }

    /** Views of before name what they show; what is shown anew is there as the script has it. */
    @Test
    void givesTheViewsOfAnEarlierVersionThePerson() throws Exception {
        List<String> views = List.of("completed", "time_to_complete", "unfinished", "not_completed", "valid_completion");
        serai.start();
        serai.append("anna");
        serai.untilDelivered(1);
        serai.stop();
        for (String view : views) {
            database("DROP VIEW " + view);
        }
        for (String table : List.of("course_completed", "learner")) {
            database("ALTER TABLE %s DROP COLUMN person".formatted(table));
        }
        for (String view : views) {
            database("CREATE VIEW %s AS SELECT platform, learner_id FROM learner".formatted(view));
        }

        serai.start();
        serai.append("ben");

        serai.untilDelivered(2);
        for (String view : views) {
            assertThat(Kept.rowsAt(url(), "SELECT person FROM %s WHERE person <> ''".formatted(view))).as(view).isEmpty();
        }
        assertThat(Kept.rowsAt(url(), "SELECT learner_id, person FROM completed ORDER BY 1")).containsExactly("anna|null",
                "ben|null");
    }

    @Test
    void stopsWhereTheColumnThatIsLackingNeedsAValue() throws Exception {
        serai.start();
        serai.append("anna");
        serai.untilDelivered(1);
        serai.stop();
        Path create = serai.statements(dialect()).resolve("create.sql");
        Files.writeString(create, Files.readString(create).replaceFirst("(?s)(TABLE[^(]*course_completed \\()",
                "$1\n    site varchar(20) NOT NULL,"));

        serai.start();
        serai.append("ben");
        serai.untilStopped(FailureClass.MISCONFIGURED);

        serai.untilBalance(2, 1, 1, 0);
        assertThat(serai.state().failure()).contains("the warehouse's table course_completed lacks the column site",
                "add it, with values, as create.sql has it: varchar(20) NOT NULL");
    }

    @Test
    void stopsWhereTablesHaveTheirFormerNamesAndGoesOnWithTheirRowsOnceTheyAreRenamed() throws Exception {
        serai.start();
        serai.append("anna");
        serai.untilDelivered(1);
        serai.stop();
        database("ALTER TABLE course_completed RENAME TO course_completion");
        database("ALTER TABLE logged_in RENAME TO login");

        serai.start();
        serai.append("ben");
        serai.untilStopped(FailureClass.MISCONFIGURED);
        serai.untilBalance(2, 1, 1, 0);
        String told = serai.state().failure();
        assertThat(told).contains("the warehouse has login, course_completion of an earlier Serai");
        for (String renaming : told.substring(told.indexOf("ALTER"), told.lastIndexOf(';')).split("; ")) {
            database(renaming);
        }
        serai.resume();

        serai.untilDelivered(2);
        assertThat(learners()).containsExactly("anna", "ben");
        assertThat(Kept.rowsAt(url(), "SELECT learner_id FROM completed ORDER BY learner_id")).containsExactly("anna", "ben");
    }

    @Test
    void leavesATableOfAnotherProgramWithSuchANameAlone() throws Exception {
        database("CREATE TABLE login (name varchar(20))");
        serai.holding("anna").start();

        serai.untilDelivered(1);
    }

    @Test
    void aDeadLetterThatWasEditedChangesTheRowThatIsThereAlready() throws Exception {
        serai.start();
        LearningRecord cleo = Records.completion("cleo");
        serai.append("anna", "ben");
        serai.append(cleo);
        serai.untilDelivered(3);

        // As one is sent again after it was edited: under the same id.
        serai.stop();
        OneDestination again = new OneDestination("warehouse", folder.resolve("again")).withStatements(dialect())
                .with("serai.warehouse.url", url());
        try (again) {
            again.start();
            again.append(named(cleo, "Cléo 🙂"), Records.completion("anna"));
            again.untilDelivered(2);
        }

        assertThat(Kept.rowsAt(url(), "SELECT learner_id, first_name FROM course_completed ORDER BY learner_id"))
                .hasSize(3).contains("cleo|Cléo 🙂");
        assertThat(Kept.rowsAt(url(), "SELECT learner_id, first_name FROM learner ORDER BY learner_id"))
                .hasSize(3).contains("cleo|Cléo 🙂");
    }

    private static LearningRecord with(Map<String, String> refs, LearningRecord record) {
        Learner before = record.learner();
        Learner learner = new Learner(before.id(), before.externalId(), before.firstName(), before.lastName(), before.contact(),
                before.contactType(), refs);
        return new LearningRecord(record.schemaVersion(), record.id(), record.source(), record.platform(), record.type(),
                record.platformType(), record.occurredAt(), record.occurredAsSent(), record.receivedAt(), learner,
                record.activity(), record.result(), record.marks(), record.raw());
    }

    private static LearningRecord named(LearningRecord record, String firstName) {
        Learner before = record.learner();
        Learner learner = new Learner(before.id(), before.externalId(), firstName, before.lastName(), before.contact(),
                before.contactType(), before.refs());
        return new LearningRecord(record.schemaVersion(), record.id(), record.source(), record.platform(), record.type(),
                record.platformType(), record.occurredAt(), record.occurredAsSent(), record.receivedAt(), learner,
                record.activity(), record.result(), record.marks(), record.raw());
    }

    void database(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(url())) {
            connection.createStatement().execute(sql);
        }
    }

    List<String> learners() throws Exception {
        return Kept.rowsAt(url(), "SELECT learner_id FROM course_completed ORDER BY learner_id");
    }
}
