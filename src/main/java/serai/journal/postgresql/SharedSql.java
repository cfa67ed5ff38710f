package serai.journal.postgresql;

/**
 * The journal's statements, which are the same for every store. What SQLite names otherwise is a function of the journal's schema;
 * only what can't be one is exchanged here.
 */
final class SharedSql {

    private SharedSql() {
    }

    /** JSON is given and kept as bytes, which SQLite is told to take for text. */
    static String forPostgresql(String sql) {
        return sql.replace("cast(? AS TEXT)", "?");
    }
}
