package serai.doctor.database;

import serai.destinations.database.DatabaseFailure;
import serai.destinations.database.WarehouseDataSource;
import serai.doctor.ClockSkew;
import serai.doctor.Examination;
import serai.doctor.Observations;
import serai.doctor.network.Reach;
import serai.doctor.network.Target;
import serai.journal.attempt.FailureClass;

import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A database of a destination: name, port, sign-in, TLS, clock, whether it takes writes, and each statement with its tables and
 * the rights to them. It writes nothing: statements are explained and not executed.
 */
public final class DatabaseExamination implements Examination {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
    private static final Pattern SERVER =
            Pattern.compile("jdbc:\\w+://(?:[^@/?;]*@)?(\\[[^\\]]+]|[^/?;,:\\[]+)(?::(\\d{1,5}))?(?:[/?;].*)?");
    private static final BigDecimal MILLIS = BigDecimal.valueOf(1_000);

    private final String destination;
    private final WarehouseDataSource database;
    private final Map<String, String> statements;
    private final Clock clock;
    private final Path made;
    private final String set;

    /**
     * @param statements by the names of their files
     * @param clock      this machine's
     * @param made       the folder that a start makes; the file of an embedded database may be in it
     * @param set        where the address is set
     */
    public DatabaseExamination(String destination, WarehouseDataSource database, Map<String, String> statements, Clock clock,
            Path made, String set) {
        this.destination = destination;
        this.database = database;
        this.statements = statements;
        this.clock = clock;
        this.made = made.toAbsolutePath();
        this.set = set;
    }

    @Override
    public String subject() {
        return destination;
    }

    @Override
    public void examine(Observations observations) throws SQLException {
        String url = database.url();
        Dialect dialect = Dialect.of(url);
        Optional<String> file = Dialect.file(url);
        Optional<Target> server = file.isPresent() ? Optional.empty() : server(url, dialect);
        Optional<InetSocketAddress> reached = server.map(target -> Reach.of(target, observations));
        if (server.isPresent() && reached.isEmpty()
                || file.isPresent() && !DatabaseFile.isThere(Path.of(file.get()), made, observations)) {
            return;
        }
        observations.trying("sign-in");
        Optional<String> trouble = database.trouble();
        if (trouble.isPresent()) {
            String remedy = "have the server verified by TLS (docs/destinations.md), and remove insecure";
            if (database.isInsecure()) {
                observations.warn("not tried, because the database %s".formatted(trouble.get()), remedy);
            } else {
                observations.fail("not tried, because the database %s".formatted(trouble.get()), remedy);
            }
            return;
        }
        try (Connection connection = database.examined(ANSWER_MAX)) {
            connection.setAutoCommit(false);
            ask(connection, dialect, reached, observations);
            connection.rollback();
        } catch (SQLException e) {
            refused(e, observations);
        }
    }

    /** The database's server; empty if the URL names several, or only the driver can tell. */
    private Optional<Target> server(String url, Dialect dialect) {
        Matcher server = SERVER.matcher(url);
        if (dialect.port() == 0 || !server.matches()) {
            return Optional.empty();
        }
        int port = server.group(2) == null ? dialect.port() : Integer.parseInt(server.group(2));
        return Optional.of(new Target(server.group(1).replaceAll("[\\[\\]]", ""), port, set));
    }

    private void ask(Connection connection, Dialect dialect, Optional<InetSocketAddress> reached, Observations observations)
            throws SQLException {
        ReadOnlyQueries queries = new ReadOnlyQueries(connection);
        DatabaseMetaData about = connection.getMetaData();
        observations.ok("it lets Serai in: %s %s".formatted(about.getDatabaseProductName(), about.getDatabaseProductVersion()));
        observations.trying("TLS");
        Optional<String> version = queries.known(dialect.tls());
        if (version.isPresent()) {
            DatabaseTls.observe(version.get(), database.url(), reached, clock, observations);
        } else if (database.isHere() && dialect.port() > 0) {
            observations.ok("none: the database is on this machine");
        }
        Instant before = clock.instant();
        Optional<String> seconds = queries.known(dialect.clock());
        Instant after = clock.instant();
        seconds.map(text -> Instant.ofEpochMilli(new BigDecimal(text).multiply(MILLIS).longValue()))
                .ifPresent(theirs -> ClockSkew.observe("the database", theirs, before, after, observations));
        observations.trying("writes");
        if (ReadOnlyQueries.isTrue(queries.known(dialect.readOnly()))) {
            observations.fail("the database is read-only", "name the primary in %s, or let it take writes".formatted(set));
        }
        new StatementTables(queries, dialect, database.makesTables()).examine(statements, observations);
    }

    private void refused(SQLException failure, Observations observations) {
        FailureClass meaning = DatabaseFailure.meaning(failure);
        String code = "SQLSTATE %s".formatted(failure.getSQLState());
        if (meaning == FailureClass.FORBIDDEN) {
            observations.fail("the database refuses the sign-in (%s)".formatted(code),
                    "correct the username and the password of the destination, such as serai.warehouse.password");
        } else if ("3D000".equals(failure.getSQLState())) {
            observations.fail("there is no database of that name on the server (%s)".formatted(code), "correct " + set);
        } else if ("0A000".equals(failure.getSQLState()) && database.isInsecure()) {
            observations.warn("not tried, because the server's certificate is not verified (%s)".formatted(code),
                    "set up TLS there (docs/destinations.md), and remove insecure");
        } else if ("0A000".equals(failure.getSQLState())) {
            observations.fail(String.valueOf(failure.getMessage()), ""); // Serai's own words
        } else {
            observations.fail("the server does not answer like a database (%s)".formatted(code), "see its log, or correct " + set);
        }
    }
}
