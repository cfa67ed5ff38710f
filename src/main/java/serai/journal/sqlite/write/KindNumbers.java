package serai.journal.sqlite.write;

import serai.journal.sqlite.query.ColumnCodec;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** What records have in common is stored once, under a number that each of them names. Those in use are known by heart. */
public final class KindNumbers {

    /** A platform may invent types without end. */
    private static final int KNOWN_MAX = 1_000;

    /**
     * What records have in common.
     *
     * @param redraw       whether they are redraw artefacts
     * @param destinations for which they were appended, as in {@link ColumnCodec#names(java.util.Collection)}
     */
    public record Kind(String source, String type, boolean redraw, String destinations) {

        Kind redrawn() {
            return new Kind(source, type, true, destinations);
        }

        public Kind routedTo(String others) {
            return new Kind(source, type, redraw, others);
        }
    }

    private final Transaction transaction;
    private final Map<Kind, Long> known = new HashMap<>();

    KindNumbers(Transaction transaction) {
        this.transaction = transaction;
    }

    /** The number of a kind; one that there was not yet is added. */
    public long number(Kind kind) throws SQLException {
        Long number = known.get(kind);
        if (number == null) {
            number = find(kind);
            if (number == null) {
                number = add(kind);
            }
            if (known.size() == KNOWN_MAX) {
                known.clear();
            }
            known.put(kind, number);
        }
        return number;
    }

    /** Also one that another process has added. */
    private Long find(Kind kind) throws SQLException {
        PreparedStatement select = transaction.prepare(
                "SELECT nr FROM kind WHERE source = ? AND type = ? AND redraw = ? AND destinations = ?");
        bind(select, kind);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : null;
        }
    }

    private long add(Kind kind) throws SQLException {
        PreparedStatement insert = transaction.prepare(
                "INSERT INTO kind (source, type, redraw, destinations) VALUES (?, ?, ?, ?)");
        bind(insert, kind);
        insert.executeUpdate();
        return transaction.number("SELECT last_insert_rowid()");
    }

    private static void bind(PreparedStatement statement, Kind kind) throws SQLException {
        statement.setString(1, kind.source);
        statement.setString(2, kind.type);
        statement.setBoolean(3, kind.redraw);
        statement.setString(4, kind.destinations);
    }

    /** What was added is gone, and its number may be given to another. */
    void rolledBack() {
        known.clear();
    }
}
