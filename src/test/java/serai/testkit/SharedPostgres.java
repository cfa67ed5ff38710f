package serai.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL for all tests of a process, each with databases of its own. It ends with the process. */
public final class SharedPostgres {

    public static final String USER = "postgres";

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private SharedPostgres() {
    }

    private static final class Server {
        private static final EmbeddedPostgres ONE = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().setServerConfig("fsync", "on").setServerConfig("full_page_writes", "on").start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The address of a new and empty database. */
    public static String database() throws SQLException {
        String name = "serai_" + DATABASES.incrementAndGet();
        execute(address(USER), "CREATE DATABASE " + name);
        return address(name);
    }

    /** The address of a new copy of a database, to which nobody may be connected meanwhile. */
    public static String copy(String url) throws SQLException {
        String name = "serai_" + DATABASES.incrementAndGet();
        execute(address(USER), "CREATE DATABASE %s TEMPLATE %s".formatted(name, name(url)));
        return address(name);
    }

    public static void drop(String url) throws SQLException {
        execute(address(USER), "DROP DATABASE %s WITH (FORCE)".formatted(name(url)));
    }

    private static String name(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private static String address(String database) {
        return "jdbc:postgresql://127.0.0.1:%s/%s".formatted(Server.ONE.getPort(), database);
    }

    public static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, USER, USER);
    }

    public static void execute(String url, String statements) throws SQLException {
        try (Connection connection = connect(url); Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    /** Rows, columns joined by a bar. */
    public static List<String> rows(String url, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    columns.add(String.valueOf(row.getString(i)));
                }
                rows.add(String.join("|", columns));
            }
        }
        return rows;
    }
}
