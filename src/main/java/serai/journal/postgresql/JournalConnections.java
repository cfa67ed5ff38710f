package serai.journal.postgresql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.sql.DataSource;

/**
 * Opens connections to the journal's database. Every wait of a connection has a bound, so that no instance holds up another for
 * longer. A commit is on the disk when it returns, whatever the server's default is.
 *
 * <p>The driver fetches a few rows at a time, since a batch may have megabytes. It needs a transaction for that; a transaction
 * that only reads ends when its connection is given back.
 */
final class JournalConnections {

    /**
     * How long a transaction may be idle between two statements. Then the server ends it, and other instances go on. If two
     * instances hang, each in turn may hold the lock that all wait for.
     */
    static final Duration IDLE_IN_TRANSACTION_MAX = Duration.ofSeconds(3);
    /** How long to wait for the transactions of others. */
    static final Duration LOCK_WAIT_MAX = Duration.ofSeconds(15);
    static final Duration STATEMENT_MAX = Duration.ofSeconds(60);
    /** The same for a migration. It may wait for the lock of a table that a backup reads, and others wait behind it. */
    private static final Duration MIGRATION_LOCK_WAIT_MAX = Duration.ofSeconds(2);
    private static final Duration MIGRATION_STATEMENT_MAX = Duration.ofMinutes(10);
    /** How much longer an answer is waited for than the server lets its statement run. */
    private static final Duration ANSWER_LATEST = Duration.ofSeconds(10);
    private static final Duration ANSWER_MAX = STATEMENT_MAX.plus(ANSWER_LATEST);
    /**
     * How long a delivery waits for the answer to a query, which reads a page or less and may have to wait for a lock. While an
     * instance waits for an answer that the network has lost, it keeps its leases, and no other instance delivers.
     */
    private static final Duration DELIVERY_ANSWER_MAX = LOCK_WAIT_MAX.plusSeconds(2);
    /** How long a pooled connection may take to answer when it is tested. One that works answers at once. */
    private static final Duration ALIVE_MAX = Duration.ofSeconds(2);
    private static final int CONNECTIONS_MAX = 6;
    private static final Duration CONNECT_MAX = Duration.ofSeconds(10);
    private static final int ROWS = 16;

    private static final Logger LOG = LoggerFactory.getLogger(JournalConnections.class);

    private final DriverDataSource driver;
    private final DriverDataSource migrating;

    JournalConnections(PostgresqlAddress address) {
        this.driver = driver(address, STATEMENT_MAX, LOCK_WAIT_MAX);
        this.migrating = driver(address, MIGRATION_STATEMENT_MAX, MIGRATION_LOCK_WAIT_MAX);
    }

    private static DriverDataSource driver(PostgresqlAddress address, Duration statementMax, Duration lockWaitMax) {
        Properties properties = new Properties();
        Map.of("loginTimeout", CONNECT_MAX.toSeconds(), "connectTimeout", CONNECT_MAX.toSeconds(),
                "socketTimeout", CONNECT_MAX.toSeconds(), // for the sign-in; set anew for what follows it
                "targetServerType", "primary", // if there are several hosts, or the name leads to another host by now
                "options", (address.options() + options(statementMax, lockWaitMax)).strip(), "tcpKeepAlive", true,
                "defaultRowFetchSize", ROWS, "ApplicationName", "serai", "logServerErrorDetail", false)
                .forEach((name, value) -> properties.setProperty(name, value.toString()));
        properties.putAll(address.verifying());
        return new DriverDataSource(address.urlWithoutOptions(), null, properties, address.username(), address.password());
    }

    /**
     * The settings of the server's session that a connection asks for in its sign-in, so that they hold from the first
     * statement on. A pooler that does not pass them on refuses the sign-in, or else {@link ServerRequirements} finds that they do
     * not hold.
     */
    private static String options(Duration statementMax, Duration lockWaitMax) {
        String idleMax = String.valueOf(IDLE_IN_TRANSACTION_MAX.toMillis());
        return Stream.of("synchronous_commit=on", "statement_timeout=" + statementMax.toMillis(),
                "lock_timeout=" + lockWaitMax.toMillis(), "idle_in_transaction_session_timeout=" + idleMax,
                "tcp_user_timeout=" + idleMax, "default_transaction_isolation=read\\ committed")
                .map(" -c "::concat).collect(Collectors.joining());
    }

    /**
     * A connection of the caller's own, in a transaction from its first statement on.
     *
     * @throws SQLException if there is none within ten seconds
     */
    Connection open() throws SQLException {
        return open(ANSWER_MAX);
    }

    /**
     * The same, but closed if an answer of the server takes longer than {@code answerMax}.
     *
     * @param answerMax also how long it takes to notice that the network loses the server's answers
     */
    Connection open(Duration answerMax) throws SQLException {
        return open(driver, answerMax);
    }

    /** A connection to create and migrate tables: a statement may take minutes, but waits only briefly for a lock. */
    Connection openToMigrate() throws SQLException {
        return open(migrating, MIGRATION_STATEMENT_MAX.plus(ANSWER_LATEST));
    }

    private static Connection open(DriverDataSource driver, Duration answerMax) throws SQLException {
        Connection connection = driver.getConnection();
        try {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(answerMax.toMillis()));
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            close(connection);
            throw e;
        }
        return translating(connection);
    }

    /** Closes a connection; a transaction under way is rolled back. */
    static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("An abandoned connection does not close", e);
        }
    }

    /** A pool of a few connections for queries and for operators. */
    HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("journal");
        config.setDataSource(new DirectConnections(this::open));
        config.setAutoCommit(false);
        config.setMaximumPoolSize(CONNECTIONS_MAX);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECT_MAX.toMillis());
        config.setValidationTimeout(ALIVE_MAX.toMillis());
        return new HikariDataSource(config) {
            @Override
            public Connection getConnection() throws SQLException {
                return rollingBack(super.getConnection());
            }
        };
    }

    /**
     * The connections of a pool with the time for an answer that deliveries have. The pool resets that time when one is closed.
     */
    static DataSource answeringSoon(HikariDataSource pool) {
        return new DirectConnections(() -> {
            Connection connection = pool.getConnection();
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(DELIVERY_ANSWER_MAX.toMillis()));
            return connection;
        });
    }

    /** A connection that prepares statements as {@link SharedSql} translates them. */
    private static Connection translating(Connection connection) {
        return with(connection, (method, arguments) -> {
            if (method.equals("prepareStatement") && arguments.length == 1) {
                arguments[0] = SharedSql.forPostgresql((String) arguments[0]);
            }
            return true;
        });
    }

    /** A connection that rolls back when it is closed. The pool would, but it does not see statements that are kept prepared. */
    private static Connection rollingBack(Connection pooled) {
        return with(pooled, (method, arguments) -> {
            if (method.equals("close") && !pooled.isClosed()) {
                try {
                    pooled.unwrap(Connection.class).rollback();
                } catch (SQLException e) {
                    LOG.debug("A lost connection can't undo anything", e); // the pool has to get it back all the same
                }
            }
            return true;
        });
    }

    /** A connection whose {@code close} only rolls back, and leaves it open. */
    static Connection keptOpen(Connection connection) {
        return with(connection, (method, arguments) -> {
            boolean close = method.equals("close");
            if (close && !connection.isClosed() && !connection.getAutoCommit()) {
                connection.rollback();
            }
            return !close;
        });
    }

    @FunctionalInterface
    private interface Before {
        /** @return whether the method is to be called then */
        boolean call(String method, Object[] arguments) throws SQLException;
    }

    private static Connection with(Connection connection, Before before) {
        return (Connection) Proxy.newProxyInstance(JournalConnections.class.getClassLoader(), new Class<?>[]{Connection.class},
                (proxy, method, given) -> {
                    Object[] arguments = given == null ? new Object[0] : given;
                    try {
                        return before.call(method.getName(), arguments) ? method.invoke(connection, arguments) : null;
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }
}
