package serai.bench.peer.handwritten;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

/** The events in SQLite or PostgreSQL, a row each; one that is there already is not kept again. */
final class EventTable implements EventStore, AutoCloseable {

    private final String address;
    private Connection connection;
    private PreparedStatement insert;
    private boolean failed;

    /** @param address of the database, as JDBC has it; the table is made if it isn't there */
    EventTable(String address) throws SQLException {
        this.address = address;
        open();
    }

    private void open() throws SQLException {
        connection = DriverManager.getConnection(address);
        try (Statement statement = connection.createStatement()) {
            if (address.startsWith("jdbc:sqlite:")) {
                makeInSqlite(statement);
            } else {
                makeInPostgres(statement);
            }
        }
        connection.setAutoCommit(false);
        insert = connection.prepareStatement("INSERT INTO event (time, id, type, learner, received, raw)"
                + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (time, id) DO NOTHING");
    }

    private static void makeInSqlite(Statement statement) throws SQLException {
        statement.execute("PRAGMA locking_mode = EXCLUSIVE"); // no other process reads; a commit asks for no locks
        statement.execute("PRAGMA journal_mode = WAL");
        statement.execute("PRAGMA synchronous = FULL");
        statement.execute("PRAGMA wal_autocheckpoint = 8192"); // of 4 KiB: a page is copied once for many commits
        statement.execute("CREATE TABLE IF NOT EXISTS event (time INTEGER NOT NULL, id BLOB NOT NULL, type TEXT NOT NULL,"
                + " learner TEXT NOT NULL, received INTEGER NOT NULL, raw BLOB NOT NULL, PRIMARY KEY (time, id))");
    }

    private static void makeInPostgres(Statement statement) throws SQLException {
        statement.execute("CREATE TABLE IF NOT EXISTS event (time BIGINT NOT NULL, id BYTEA NOT NULL, type TEXT NOT NULL,"
                + " learner TEXT NOT NULL, received BIGINT NOT NULL, raw BYTEA NOT NULL, PRIMARY KEY (time, id))");
    }

    @Override
    public void keep(List<Event> events) throws SQLException {
        if (failed) { // its transaction, or the connection itself, is in no state to go on from
            connection.close();
            open();
        }
        failed = true;
        long now = System.currentTimeMillis();
        for (Event event : events) {
            insert.setLong(1, event.time());
            insert.setBytes(2, bytes(event.id()));
            insert.setString(3, event.type());
            insert.setString(4, event.learner());
            insert.setLong(5, now);
            insert.setBytes(6, event.raw());
            insert.addBatch();
        }
        insert.executeBatch();
        connection.commit();
        failed = false;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()).array();
    }
}
