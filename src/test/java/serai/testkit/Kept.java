package serai.testkit;

import serai.journal.Balance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a data folder holds, read from its files and databases. */
public record Kept(Path data) {

    /** The lines of all files of the archive with that suffix. */
    public List<String> archived(String suffix) {
        return archive(suffix).stream().flatMap(file -> lines(file).stream()).toList();
    }

    /** The archive's files with that suffix. */
    public List<Path> archive(String suffix) {
        try (Stream<Path> files = Files.walk(data.resolve("archive"))) {
            return files.filter(file -> file.toString().endsWith(suffix)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The balances as they stand in the journal's file, whoever is writing to it. */
    public Map<String, Balance> balances() throws SQLException {
        Map<String, Balance> balances = new TreeMap<>();
        for (String row : rows("journal.db",
                "SELECT name, routed, delivered, pending, dead_lettered, dropped FROM destination")) {
            String[] cells = row.split("\\|");
            balances.put(cells[0], new Balance(Long.parseLong(cells[1]), Long.parseLong(cells[2]),
                    Long.parseLong(cells[3]), Long.parseLong(cells[4]), Long.parseLong(cells[5])));
        }
        return balances;
    }

    /** The rows of a database in the folder, their cells parted by bars. */
    public List<String> rows(String database, String sql) throws SQLException {
        return rowsAt("jdbc:sqlite:" + data.resolve(database), sql);
    }

    /** The rows of any database, their cells parted by bars. */
    public static List<String> rowsAt(String url, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                ResultSet rows = query(connection, statement, sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(rows.getString(i)));
                }
                found.add(String.join("|", row));
            }
            return found;
        }
    }

    private static ResultSet query(Connection connection, Statement statement, String sql) throws SQLException {
        RecordTable.update(connection, sql);
        return statement.executeQuery(sql);
    }
}
