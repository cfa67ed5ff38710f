package serai.journal.postgresql;

/**
 * Adapts the journal's statements, which are the same for every store. Functions that PostgreSQL lacks are defined by the
 * journal's schema there; only what can't be a function is replaced here.
 */
final class SharedSql {

    private SharedSql() {
    }

    /** JSON is given and kept as bytes, which SQLite is told to take for text. */
    static String forPostgresql(String sql) {
        return sql.replace("cast(? AS TEXT)", "?");
    }
}
