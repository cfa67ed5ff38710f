package serai.journal.sql.query;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** Values that a journal's first start has fixed for ever. */
public final class PinnedSettings {

    public static final String FIX = "INSERT INTO fixed (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING";

    /** The journal's own name. */
    public static final String JOURNAL = "journal";

    /** The number of times that the journal was opened or left. Unlike the other values it changes. */
    public static final String GENERATION = "generation";

    /** The lowest version of the schema that an instance has to know; in a database that instances of two versions may share. */
    public static final String NEEDED_SCHEMA = "needed-schema";

    /** Marks a backup. */
    public static final String BACKUP = "backup";

    /** The value of a name. */
    public static final String VALUE = "SELECT value FROM fixed WHERE name = ?";

    private PinnedSettings() {
    }

    /** @param name one of those above */
    public static void remove(Statement statement, String name) throws SQLException {
        statement.executeUpdate("DELETE FROM fixed WHERE name = '%s'".formatted(name));
    }

    public static Optional<String> value(JournalQuery reading, String name) {
        return reading.rows(VALUE, row -> row.getString(1), name).stream().findFirst();
    }

    /** @throws IllegalArgumentException as {@link serai.journal.store.Journal#fix} */
    public static void require(JournalQuery reading, String name, String setting, String value) {
        value(reading, name)
                .filter(fixed -> !fixed.equals(value)).ifPresent(fixed -> {
                    throw new IllegalArgumentException(
                            "%s=%s: this journal was created with '%s', which is part of its records' ids; "
                                    .formatted(setting, value, fixed)
                                    + "set it back, or begin a new journal in another data folder");
                });
    }
}
