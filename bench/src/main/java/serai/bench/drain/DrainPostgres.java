package serai.bench.drain;

import serai.bench.machine.Workplace;
import serai.bench.ours.OneDestinationSerai;
import serai.bench.peer.Postgres;
import serai.model.Activity;
import serai.model.LearningRecord;
import serai.model.Mark;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The journal into PostgreSQL, against a batch insert by JDBC: prepared, rewritten to inserts of many rows by the driver. */
public final class DrainPostgres extends Drain {

    /** As {@code serai.warehouse.batch.size}: records in a transaction. */
    private static final int BATCH = 500;
    private static final String PERSON =
            "record_id, platform, learner_id, external_id, first_name, last_name, contact, contact_type, "
                    + "ref3, ref4, ref5, ref7, ref8, ref9, ";
    private static final String TIMES = ", occurred_at, received_at";
    private static final Map<String, String> TABLES = Map.of(
            "LOGGED_IN", "logged_in (" + PERSON + "occurred_at, received_at)",
            "COURSE_STARTED", "course_started (" + PERSON + "course_id, course_name, redraw" + TIMES + ")",
            "MODULE_COMPLETED", "module_completed (" + PERSON + "course_id, course_name, module_id, module_type, percentage"
                    + TIMES + ")",
            "COURSE_COMPLETED", "course_completed (" + PERSON + "course_id, course_name, percentage" + TIMES + ")",
            "LEARNING_PATH_COMPLETED", "learning_path_completed (" + PERSON
                    + "learning_path_id, learning_path_name" + TIMES + ")");

    private Postgres postgres;
    private Connection connection;

    public DrainPostgres() {
        super("warehouse");
    }

    @Override
    public String name() {
        return "drain-postgres";
    }

    @Override
    public double goal() {
        return 0.9;
    }

    @Override
    public String title() {
        return "journal into PostgreSQL, against a raw JDBC batch insert of the same rows";
    }

    @Override
    public String conclusion() {
        return "Below 1: how much faster an export written by hand with JDBC would be; it has no cursor to resume from.";
    }

    @Override
    public OneDestinationSerai prepare(Workplace workplace, OneDestinationSerai serai) throws Exception {
        postgres = Postgres.start(workplace);
        connection = DriverManager.getConnection(postgres.url() + "&reWriteBatchedInserts=true");
        connection.setAutoCommit(false);
        return serai.with("serai.warehouse.url", postgres.url());
    }

    @Override
    public void beforeOurs() throws SQLException {
        empty();
    }

    @Override
    public void beforeTheirs() throws SQLException {
        empty();
    }

    /** Both begin with empty tables, and with no checkpoint due. */
    private void empty() throws SQLException {
        try (Connection other = postgres.connect(); var statement = other.createStatement()) {
            for (String table : TABLES.values()) {
                truncate(table.substring(0, table.indexOf(' ')), statement);
            }
            truncate("learner", statement); // which the raw insert leaves empty
            statement.execute("CHECKPOINT");
        }
    }

    /** Empties a table, unless Serai has not made it yet. */
    private static void truncate(String table, Statement statement) throws SQLException {
        statement.execute("DO $$ BEGIN IF to_regclass('%1$s') IS NOT NULL THEN TRUNCATE %1$s; END IF; END $$".formatted(table));
    }

    @Override
    public void raw(List<LearningRecord> records) throws SQLException {
        Map<String, PreparedStatement> inserts = new TreeMap<>();
        for (int start = 0; start < records.size(); start += BATCH) {
            for (LearningRecord record : records.subList(start, Math.min(start + BATCH, records.size()))) {
                PreparedStatement insert = inserts.get(record.type());
                if (insert == null) {
                    insert = connection.prepareStatement(insert(TABLES.get(record.type())));
                    inserts.put(record.type(), insert);
                }
                set(insert, row(record));
                insert.addBatch();
            }
            for (PreparedStatement insert : inserts.values()) {
                insert.executeBatch();
            }
            connection.commit();
        }
        for (PreparedStatement insert : inserts.values()) {
            insert.close();
        }
    }

    private static String insert(String table) {
        int columns = table.split(",").length;
        return "INSERT INTO " + table + " VALUES (" + String.join(", ", Collections.nCopies(columns, "?")) + ")";
    }

    /** The values in the order of the table's columns. */
    private static List<Object> row(LearningRecord record) {
        var learner = record.learner();
        List<Object> row = new ArrayList<>(Collections.singletonList(record.id()));
        row.add(record.platform().name());
        row.add(learner.id());
        row.add(learner.externalId());
        row.add(learner.firstName());
        row.add(learner.lastName());
        row.add(learner.contact());
        row.add(learner.contactType() == null ? null : learner.contactType().name());
        for (String ref : List.of("ref3", "ref4", "ref5", "ref7", "ref8", "ref9")) {
            row.add(learner.refs().get(ref));
        }
        Activity activity = record.activity();
        if (activity != null) {
            Activity whole = activity.parent() == null ? activity : activity.parent();
            row.add(whole.id());
            row.add(whole.name());
        }
        switch (record.type()) {
            case "COURSE_STARTED" -> row.add(record.marks().contains(Mark.REDRAW));
            case "MODULE_COMPLETED" -> {
                row.add(activity.id());
                row.add(activity.kind().name());
                row.add(record.result().percentage());
            }
            case "COURSE_COMPLETED" -> row.add(record.result().percentage());
            default -> {
            }
        }
        row.add(Timestamp.from(record.occurredAt()));
        row.add(Timestamp.from(record.receivedAt()));
        return row;
    }

    private static void set(PreparedStatement insert, List<Object> row) throws SQLException {
        for (int i = 0; i < row.size(); i++) {
            insert.setObject(i + 1, row.get(i));
        }
    }

    @Override
    public void close() {
        super.close();
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("the connection to PostgreSQL does not close", e);
        }
    }
}
