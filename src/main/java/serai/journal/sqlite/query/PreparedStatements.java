package serai.journal.sqlite.query;

import org.sqlite.SQLiteConnection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a pool's connections have prepared, kept for as long as they are open: neither the pool nor SQLite's driver does.
 * Preparing takes as long as many a question itself.
 */
final class PreparedStatements {

    private static final int EACH_MAX = 64;

    private final Map<Connection, Map<String, PreparedStatement>> byConnection = new ConcurrentHashMap<>();

    /** @param pooled a connection that nobody else uses until it is given back; the statement must not be used after that */
    PreparedStatement prepare(Connection pooled, String sql) throws SQLException {
        Connection connection = pooled.unwrap(SQLiteConnection.class); // the pool would close what is prepared by its own
        Map<String, PreparedStatement> statements = byConnection.get(connection);
        if (statements == null) {
            byConnection.keySet().removeIf(PreparedStatements::isClosed);
            statements = new LinkedHashMap<>(EACH_MAX, 0.75f, true);
            byConnection.put(connection, statements);
        }
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
            if (statements.size() > EACH_MAX) {
                statements.remove(statements.keySet().iterator().next()).close();
            }
        }
        return statement;
    }

    /** Closes what the connection has prepared: the next question prepares its own anew. */
    void forget(Connection pooled) throws SQLException {
        Map<String, PreparedStatement> statements = byConnection.remove(pooled.unwrap(SQLiteConnection.class));
        if (statements != null) {
            for (PreparedStatement statement : statements.values()) {
                statement.close();
            }
        }
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }
}
