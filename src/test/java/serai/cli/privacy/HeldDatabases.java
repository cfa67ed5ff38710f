package serai.cli.privacy;

import serai.testkit.Kept;
import serai.testkit.SharedPostgres;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The addresses of a journal and of a warehouse. */
record HeldDatabases(String journal, String warehouse) {

    static HeldDatabases in(Path data) {
        return new HeldDatabases("jdbc:sqlite:" + data + "/journal.db", "jdbc:sqlite:" + data + "/warehouse.db");
    }

    boolean areFiles() {
        return journal.startsWith("jdbc:sqlite:");
    }

    Map<String, String> settings() {
        return areFiles() ? Map.of("serai.warehouse.url", warehouse)
                : Map.of("serai.archive.on", "one", "serai.journal.instance", "one", "serai.journal.url", journal,
                        "serai.journal.username", SharedPostgres.USER, "serai.journal.password",
                        SharedPostgres.USER, "serai.warehouse.url", warehouse, "serai.warehouse.username", SharedPostgres.USER,
                        "serai.warehouse.password", SharedPostgres.USER);
    }

    List<String> rows(String url, String sql) throws SQLException {
        return areFiles() ? Kept.rowsAt(url, sql) : SharedPostgres.rows(url, sql);
    }
}
