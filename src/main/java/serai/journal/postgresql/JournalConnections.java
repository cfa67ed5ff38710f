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
 * Opens connections to the journal's database. All that one may wait for has a bound, so that no instance holds up another for
 * longer, and a commit is on the disk when it returns, whatever the server's default is.
 *
 * <p>Rows come a few at a time, since a batch may have megabytes. For that the driver needs a transaction; one that reads ends
 * when its connection is given back.
 */
final class JournalConnections {

    /**
     * How long an instance may hang between two statements of a transaction: then the server ends it, and others go on. Where two
     * hang, one after the other gets the lock that all wait for.
     */
    static final Duration IDLE_IN_TRANSACTION_MAX = Duration.ofSeconds(3);
    /** How long to wait for the transactions of others. */
    static final Duration LOCK_WAIT_MAX = Duration.ofSeconds(15);
    static final Duration STATEMENT_MAX = Duration.ofSeconds(60);
    /** The same of a migration: others wait behind it for a lock, and it for one of a table that a backup reads. */
    private static final Duration MIGRATION_LOCK_WAIT_MAX = Duration.ofSeconds(2);
    private static final Duration MIGRATION_STATEMENT_MAX = Duration.ofMinutes(10);
    /** How much later than the server ends a statement its answer is given up. */
    private static final Duration ANSWER_LATEST = Duration.ofSeconds(10);
    private static final Duration ANSWER_MAX = STATEMENT_MAX.plus(ANSWER_LATEST);
    /**
     * The same for what a delivery reads, a page or less; the server may have it wait for a lock. While an instance waits for an
     * answer that the network has lost, it keeps its leases, and nobody else delivers.
     */
    private static final Duration DELIVERY_ANSWER_MAX = LOCK_WAIT_MAX.plusSeconds(2);
    /** A pooled connection was used before, so it answers at once, or is given up. */
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
                "socketTimeout", CONNECT_MAX.toSeconds(), // until it is set for what follows the sign-in
                "targetServerType", "primary", // of several hosts, and where a name leads to another one by now
                "options", (address.options() + options(statementMax, lockWaitMax)).strip(), "tcpKeepAlive", true,
                "defaultRowFetchSize", ROWS, "ApplicationName", "serai", "logServerErrorDetail", false)
                .forEach((name, value) -> properties.setProperty(name, value.toString()));
        properties.putAll(address.verifying());
        return new DriverDataSource(address.urlWithoutOptions(), null, properties, address.username(), address.password());
    }

    /**
     * What is asked of the server for a connection. It is a part of the sign-in: so it holds from the first statement on, and a
     * pooler that does not pass it on refuses the sign-in, or else {@link ServerPromises} find that it does not hold.
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
     * The same, closed where an answer of the server takes longer.
     *
     * @param answerMax also how long it takes to find out that the network loses what the server sends
     */
    Connection open(Duration answerMax) throws SQLException {
        return open(driver, answerMax);
    }

    /** One to make and change tables by: a statement of it may take minutes. It waits only shortly for a lock. */
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

    /** Closes a connection; a transaction under way is undone. */
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

    /** The connections of a pool, for deliveries. The pool gives back the time for an answer when one is closed. */
    static DataSource answeringSoon(HikariDataSource pool) {
        return new DirectConnections(() -> {
            Connection connection = pool.getConnection();
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(DELIVERY_ANSWER_MAX.toMillis()));
            return connection;
        });
    }

    /** A connection for which statements are prepared as {@link SharedSql} has them. */
    private static Connection translating(Connection connection) {
        return with(connection, (method, arguments) -> {
            if (method.equals("prepareStatement") && arguments.length == 1) {
                arguments[0] = SharedSql.forPostgresql((String) arguments[0]);
            }
            return true;
        });
    }

    /** A connection whose transaction is undone when it is closed: the pool would, but statements that outlive it go past it. */
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

    /** A connection that stays open when it is closed; its transaction is undone. */
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
