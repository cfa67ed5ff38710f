package serai.destinations.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import serai.destinations.deadlines.Deadline;
import serai.destinations.deadlines.Deadlines;
import serai.destinations.deadlines.Interruption;
import serai.destinations.deadlines.TimeLimit;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Logger;

import javax.sql.DataSource;

/**
 * Connections to a data warehouse, whose tables are made at the first use. Serai does not connect earlier, because a warehouse
 * that is down must not keep Serai from starting and taking events in.
 */
public final class WarehouseDataSource extends ServiceSupport implements DataSource, CamelContextAware {

    private static final int CONNECTIONS_MAX = 4;
    /** How long the check of a pooled connection may take. */
    private static final Duration VALIDATION_MAX = Duration.ofSeconds(5);
    private final HikariConfig config = new HikariConfig();
    private final ParameterCountCache parameters = new ParameterCountCache();
    private @Nullable String url;
    private @Nullable String username;
    private @Nullable String password;
    private @Nullable CamelContext camelContext;
    private WarehouseTables tables = new WarehouseTables("");
    private boolean insecure;
    private @Nullable Open open; // null while nothing has asked for a connection
    private Duration attemptMax = Duration.ofSeconds(60);
    private Deadlines deadlines = new Deadlines();

    /** What is made for the first connection, and closed at the stop. */
    private record Open(HikariDataSource pool, SingleAttemptDataSource driver, SqliteFile file) {
    }

    /**
     * @param url JDBC address of the database; without credentials
     * @throws IllegalArgumentException if it does not begin with {@code jdbc:}; it is not repeated
     */
    public void setUrl(String url) {
        if (!url.startsWith("jdbc:")) {
            throw new IllegalArgumentException("must begin with jdbc:, such as jdbc:postgresql://db.example.org/learning");
        }
        this.url = url;
    }

    /**
     * The database's JDBC address, as in the setting.
     *
     * @throws IllegalStateException if none is set
     */
    public String url() {
        if (url == null) {
            throw new IllegalStateException("the warehouse has no address; set url of its WarehouseDataSource");
        }
        return url;
    }

    /** @param insecure whether the database may be reached without verifying its certificate */
    public void setInsecure(boolean insecure) {
        this.insecure = insecure;
    }

    public boolean isInsecure() {
        return insecure;
    }

    /**
     * The problem with the connection's security, as the end of a sentence whose subject is the address; empty if there is
     * none.
     */
    public Optional<String> trouble() {
        return new DatabaseAddress(url()).trouble();
    }

    public void setUsername(String username) {
        this.username = username.isEmpty() ? null : username;
    }

    public void setPassword(String password) {
        this.password = password.isEmpty() ? null : password;
    }

    /** How long a connection may take, in milliseconds; at least 250. */
    public void setConnectTimeout(long milliseconds) {
        config.setConnectionTimeout(milliseconds);
    }

    /**
     * A script that makes missing tables, such as {@code file:routes/sql/sqlite/create.sql}; blank for none. Each statement
     * ends with a semicolon and an empty line. An empty script makes nothing: then somebody else has made the tables.
     */
    public void setCreate(String create) {
        this.tables = new WarehouseTables(create);
    }

    /**
     * How long an attempt may take in milliseconds, from asking for the connection to giving it back; at least 1. The driver
     * also waits this long for each answer.
     *
     * @throws IllegalArgumentException if it is less than 1, or more than a day
     */
    public void setAttemptMax(long milliseconds) {
        this.attemptMax = Duration.ofMillis(TimeLimit.required(milliseconds, 1));
    }

    /** A connection that is cut when the attempt takes too long, or the context stops. */
    @Override
    public Connection getConnection() throws SQLException {
        Deadline deadline = deadlines.begin(attemptMax);
        try {
            Open used = open();
            Connection connection = TimedConnection.of(connect(used, deadline), deadline);
            try {
                makeTables(connection);
                used.file().require();
                return parameters.of(connection);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException | RuntimeException e) {
            deadline.close();
            throw e;
        }
    }

    /** Whether it makes missing tables before the first delivery. */
    public boolean makesTables() {
        return tables.isSomething(camelContext);
    }

    /** Whether the database is on this machine. */
    public boolean isHere() {
        return new DatabaseAddress(url()).isHere();
    }

    /**
     * A connection of its own, for an examination. Makes neither tables nor a file, and verifies the server of another machine,
     * whether or not the data source is insecure. The caller closes it.
     *
     * @param within how long the connection, and each answer, may take
     * @throws SQLException as {@link #getConnection()}
     */
    public Connection examined(Duration within) throws SQLException {
        requireVerified();
        return DriverConnection.of(url(), username, password, within);
    }

    private Connection connect(Open used, Deadline deadline) throws SQLException {
        Interruption interruption = new Interruption();
        deadline.abortBy(interruption::interrupt);
        try {
            used.driver().again();
            if (used.pool().getHikariPoolMXBean().getIdleConnections() == 0) {
                used.driver().ahead();
            }
            return used.pool().getConnection();
        } catch (SQLException | RuntimeException e) {
            if (deadline.isOver()) {
                throw TimedConnection.failure(e, deadline);
            }
            if (!insecure && !new DatabaseAddress(url()).isHere() && MissingTls.isTheCauseOf(e)) {
                throw MissingTls.told(e);
            }
            throw e;
        } finally {
            interruption.end();
        }
    }

    private synchronized Open open() throws SQLException {
        Open before = open;
        if (before != null) {
            return before;
        }
        String address = url();
        DriverConnection.requireDriver(address);
        requireVerified();
        SqliteFile file = SqliteFile.of(address);
        file.make();
        SingleAttemptDataSource driver = new SingleAttemptDataSource(new DriverDataSource(address, null,
                DriverProperties.of(address, Duration.ofMillis(config.getConnectionTimeout()), attemptMax, insecure), username,
                password));
        config.setDataSource(driver.asDataSource());
        config.setPoolName("warehouse");
        config.setMaximumPoolSize(CONNECTIONS_MAX);
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        config.setValidationTimeout(Math.min(config.getConnectionTimeout(), VALIDATION_MAX.toMillis()));
        if (address.startsWith("jdbc:sqlite:") && !DriverProperties.isNamed(address, "synchronous")) {
            config.setConnectionInitSql("PRAGMA synchronous = EXTRA"); // for which SQLite's driver has no property
        }
        Open made = new Open(new HikariDataSource(config), driver, file);
        open = made;
        return made;
    }

    private void requireVerified() throws SQLException {
        Optional<String> trouble = insecure ? Optional.empty() : trouble();
        if (trouble.isPresent()) {
            throw new SQLException("the warehouse %s; set up TLS there".formatted(trouble.get()), "0A000");
        }
    }

    private synchronized void makeTables(Connection connection) throws SQLException {
        tables.makeOnce(connection, url(), camelContext);
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the credentials are settings");
    }

    @Override
    protected synchronized void doStop() {
        Open ends = open;
        if (ends != null) {
            ends.pool().close();
            open = null;
            ends.driver().release();
        }
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return camelContext;
    }

    /**
     * Adds this data source to the context's services, so that its connections are closed when the context stops. Camel stops
     * no beans of route files.
     */
    @Override
    public void setCamelContext(CamelContext camelContext) {
        if (this.camelContext == camelContext) {
            return; // the context itself calls this again when the service is added
        }
        this.camelContext = camelContext;
        this.deadlines = Deadlines.of(camelContext);
        try {
            camelContext.addService(this);
        } catch (Exception e) {
            throw new IllegalStateException("the warehouse can't be added to the Camel context as a service", e);
        }
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        // The log is SLF4J's.
    }

    @Override
    public void setLoginTimeout(int seconds) {
        config.setConnectionTimeout(seconds * 1000L);
    }

    @Override
    public int getLoginTimeout() {
        return (int) (config.getConnectionTimeout() / 1000);
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("serai.destinations");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return open().pool().unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return open().pool().isWrapperFor(type);
    }
}
