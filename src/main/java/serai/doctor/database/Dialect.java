package serai.doctor.database;

import java.util.Locale;
import java.util.Optional;

/**
 * The queries that the doctor asks a kind of database; a query is empty where that kind of database has no answer.
 *
 * @param clock    the seconds since 1970 by its clock
 * @param readOnly whether it takes no writes: true or 1
 * @param tls      the version of TLS of this connection; null or empty if it has none
 * @param mayMake  whether this user may make tables: true or 1
 * @param explain  the prefix of a statement with which its tables, columns and rights are checked and it is not executed
 * @param port     the port if the address names none; 0 if it is no server
 */
record Dialect(String clock, String readOnly, String tls, String mayMake, String explain, int port) {

    private static final Dialect NONE = new Dialect("", "", "", "", "", 0);

    static Dialect of(String url) {
        String[] parts = url.split(":", 3);
        return switch (parts.length < 2 ? "" : parts[1].toLowerCase(Locale.ROOT)) {
            case "postgresql" -> new Dialect("SELECT extract(epoch FROM clock_timestamp())",
                    "SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean",
                    "SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()",
                    "SELECT has_schema_privilege(current_schema(), 'CREATE')", "EXPLAIN ", 5432);
            case "mariadb", "mysql" -> new Dialect("SELECT unix_timestamp(now(6))", "SELECT @@global.read_only",
                    "SELECT variable_value FROM information_schema.session_status WHERE variable_name = 'SSL_VERSION'", "",
                    "EXPLAIN ", 3306);
            case "sqlserver" -> new Dialect("SELECT datediff_big(ms, '1970-01-01', sysutcdatetime()) / 1000.0",
                    "SELECT CASE databasepropertyex(db_name(), 'Updateability') WHEN 'READ_ONLY' THEN 1 ELSE 0 END",
                    "SELECT CASE encrypt_option WHEN 'TRUE' THEN 'TLS' END FROM sys.dm_exec_connections WHERE session_id = @@spid",
                    "SELECT has_perms_by_name(db_name(), 'DATABASE', 'CREATE TABLE')", "", 1433);
            case "sqlite" -> new Dialect("", "", "", "", "EXPLAIN ", 0);
            default -> NONE;
        };
    }

    /** The path of the file of an embedded database; empty if the URL names none. */
    static Optional<String> file(String url) {
        String name = url.startsWith("jdbc:sqlite:") ? url.substring("jdbc:sqlite:".length()).split("\\?", 2)[0] : "";
        return name.isBlank() || name.startsWith(":") || name.startsWith("file:") ? Optional.empty() : Optional.of(name);
    }
}
