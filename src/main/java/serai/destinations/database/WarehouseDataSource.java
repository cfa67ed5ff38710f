package serai.destinations.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.service.ServiceSupport;
import serai.destinations.deadlines.Deadline;
import serai.destinations.deadlines.Deadlines;
import serai.destinations.deadlines.Interruption;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Logger;
import java.util.regex.Pattern;

import javax.sql.DataSource;

/**
 * Connections to a data warehouse, whose tables are made at the first use. Serai does not connect earlier, because a warehouse
 * that is down must not keep Serai from starting and taking events in.
 */
public final class WarehouseDataSource extends ServiceSupport implements DataSource, CamelContextAware {

    private static final int CONNECTIONS_MAX = 4;
    /** How long the check of a pooled connection may take. */
    private static final Duration VALIDATION_MAX = Duration.ofSeconds(5);
    /** A semicolon and an empty line. MariaDB executes one statement at a time, and PostgreSQL's statements contain semicolons. */
    private static final Pattern END_OF_STATEMENT = Pattern.compile("(?<=;)\\s*\\R\\s*\\R");

    /** The SQLSTATE that PostgreSQL's driver sets if the server has no TLS; its message is in the machine's language. */
    private static final String REJECTED = "08004";
    /** How the drivers of MariaDB, MySQL and SQL Server say that the server has no TLS. */
    private static final Pattern WITHOUT_TLS =
            Pattern.compile("ssl not enabled|SSL Connection required, but not supported|not configured to support SSL");

    private final HikariConfig config = new HikariConfig();
    private final ParameterCountCache parameters = new ParameterCountCache();
    private String url;
    private String username;
    private String password;
    private SingleAttemptDataSource driver;
    private CamelContext camelContext;
    private String create = "";
    private boolean insecure;
    private HikariDataSource pool;
    private boolean created;
    private SqliteFile file;
    private Duration attemptMax = Duration.ofSeconds(60);
    private Deadlines deadlines = new Deadlines();

    /** @param url JDBC address of the database; without credentials */
    public void setUrl(String url) {
        this.url = url;
    }

    /** The database's JDBC address, as in the setting. */
    public String url() {
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
        return new DatabaseAddress(url).trouble();
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
        this.create = create;
    }

    /**
     * How long an attempt may take in milliseconds, from asking for the connection to giving it back; at least 1. The driver
     * also waits this long for each answer.
     */
    public void setAttemptMax(long milliseconds) {
        this.attemptMax = Duration.ofMillis(milliseconds);
    }

    /** A connection that is cut when the attempt takes too long, or the context stops. */
    @Override
    public Connection getConnection() throws SQLException {
        Deadline deadline = deadlines.begin(attemptMax);
        try {
            Connection connection = TimedConnection.of(connect(deadline), deadline);
            try {
                createOnce(connection);
                file.require();
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

    private Connection connect(Deadline deadline) throws SQLException {
        HikariDataSource pooled = pool();
        Interruption interruption = new Interruption();
        deadline.abortBy(interruption::interrupt);
        try {
            driver.again();
            if (pooled.getHikariPoolMXBean().getIdleConnections() == 0) {
                driver.ahead();
            }
            return pooled.getConnection();
        } catch (SQLException | RuntimeException e) {
            if (deadline.isOver()) {
                throw TimedConnection.failure(e, deadline);
            }
            if (isWithoutTls(e)) {
                throw withoutTls(e);
            }
            throw e;
        } finally {
            interruption.end();
        }
    }

    /** Whether the connection failed because Serai requires TLS and the server has none. */
    private boolean isWithoutTls(Exception failure) {
        String words = failure.getMessage();
        if (insecure || words == null || new DatabaseAddress(url).isHere()) {
            return false;
        }
        boolean rejected = failure instanceof SQLException sql && REJECTED.equals(sql.getSQLState());
        return rejected && words.contains("SSL") || WITHOUT_TLS.matcher(words).find();
    }

    /** Reports a server without TLS as misconfigured; drivers report it as a failure of the connection, which might pass. */
    private static SQLException withoutTls(Exception failure) {
        SQLException told =
                new SQLException(("the warehouse is on another machine and has no TLS (%s); set it up there, or let it be so by "
                        + "insecure of its WarehouseDataSource, such as serai.warehouse.insecure=true")
                        .formatted(failure.getMessage()), "0A000");
        told.addSuppressed(failure);
        return told;
    }

    private synchronized HikariDataSource pool() throws SQLException {
        if (pool == null) {
            requireDriver();
            requireVerified();
            file = SqliteFile.of(url);
            file.make();
            driver = new SingleAttemptDataSource(new DriverDataSource(url, null,
                    DriverProperties.of(url, Duration.ofMillis(config.getConnectionTimeout()), attemptMax, insecure), username,
                    password));
            config.setDataSource(driver.asDataSource());
            config.setPoolName("warehouse");
            config.setMaximumPoolSize(CONNECTIONS_MAX);
            config.setMinimumIdle(0);
            config.setInitializationFailTimeout(-1);
            config.setValidationTimeout(Math.min(config.getConnectionTimeout(), VALIDATION_MAX.toMillis()));
            if (url.startsWith("jdbc:sqlite:") && !DriverProperties.isNamed(url, "synchronous")) {
                config.setConnectionInitSql("PRAGMA synchronous = EXTRA"); // for which SQLite's driver has no property
            }
            pool = new HikariDataSource(config);
        }
        return pool;
    }

    /**
     * Reports a missing driver as misconfigured. "08001", which {@link DriverManager} sets, would count as unavailable, but
     * waiting doesn't install a driver.
     */
    private void requireDriver() throws SQLException {
        if (DriverManager.drivers().noneMatch(this::takesTheAddress)) {
            throw new SQLException("no driver here takes an address that begins with %s; MySQL's, for one, has to be added to Serai"
                    .formatted(url.replaceFirst("(?<=^jdbc:\\w{0,40}:).*", "")), "0A000");
        }
    }

    private void requireVerified() throws SQLException {
        Optional<String> trouble = insecure ? Optional.empty() : trouble();
        if (trouble.isPresent()) {
            throw new SQLException("the warehouse %s; set up TLS there".formatted(trouble.get()), "0A000");
        }
    }

    private boolean takesTheAddress(Driver driver) {
        try {
            return driver.acceptsURL(url);
        } catch (SQLException e) {
            return false;
        }
    }

    private synchronized void createOnce(Connection connection) throws SQLException {
        if (created || create.isBlank()) {
            return;
        }
        String script = script().strip();
        if (!script.isEmpty()) { // MariaDB refuses an empty statement
            try (Statement statement = connection.createStatement()) {
                for (String one : END_OF_STATEMENT.split(script)) {
                    statement.execute(one);
                }
            }
        }
        TextCheck.of(url, connection, script);
        created = true;
    }

    private String script() {
        try (InputStream script = ResourceHelper.resolveMandatoryResourceAsInputStream(camelContext, create)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the warehouse's tables can't be made: %s can't be read".formatted(create), e);
        }
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the credentials are settings");
    }

    @Override
    protected synchronized void doStop() {
        if (pool != null) {
            pool.close();
            pool = null;
            driver.release();
        }
    }

    @Override
    public CamelContext getCamelContext() {
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
            throw new IllegalStateException("the warehouse can't become a service of the context", e);
        }
    }

    @Override
    public PrintWriter getLogWriter() {
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
        return pool().unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return pool().isWrapperFor(type);
    }
}
