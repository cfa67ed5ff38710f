package serai.journal.sql.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the prepared statements of a pool's connections for as long as the connections are open, which neither the pool nor
 * SQLite's driver does. Preparing a statement takes as long as many queries do.
 */
final class PreparedStatements {

    private static final int EACH_MAX = 64;

    private final Map<Connection, Map<String, PreparedStatement>> byConnection = new ConcurrentHashMap<>();

    /**
     * @param pooled a connection that the caller has borrowed; the statement must not be used after the connection was given
     * back
     */
    PreparedStatement prepare(Connection pooled, String sql) throws SQLException {
        Connection connection = pooled.unwrap(Connection.class); // the pool would close statements of its own connection
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
                Iterator<PreparedStatement> leastUsed = statements.values().iterator();
                PreparedStatement forgotten = leastUsed.next();
                leastUsed.remove();
                forgotten.close();
            }
        }
        return statement;
    }

    /** Closes the connection's statements. The next query prepares its statement again. */
    void forget(Connection pooled) throws SQLException {
        Map<String, PreparedStatement> statements = byConnection.remove(pooled.unwrap(Connection.class));
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
