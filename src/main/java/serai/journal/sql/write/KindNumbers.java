package serai.journal.sql.write;

import org.jspecify.annotations.Nullable;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.Kind;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The numbers of kinds. The properties that records have in common are stored once, and each record holds their number. The
 * numbers in use are kept in memory.
 */
public final class KindNumbers {

    /** Bounds the memory, since a platform may invent any number of types. */
    private static final int KNOWN_MAX = 1_000;

    private final Transaction transaction;
    private final Map<Kind, Integer> known = new HashMap<>();

    KindNumbers(Transaction transaction) {
        this.transaction = transaction;
    }

    /** The number of a kind. A new kind is added. */
    public int number(Kind kind) throws SQLException {
        Integer number = known.get(kind);
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

    /** Finds the number in the database, also of a kind that another process has added. */
    private @Nullable Integer find(Kind kind) throws SQLException {
        PreparedStatement select = transaction.prepare(
                "SELECT nr FROM kind WHERE source = ? AND type = ? AND redraw = ? AND destinations = ?");
        bind(select, kind);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? ColumnCodec.integer(row, 1) : null;
        }
    }

    private int add(Kind kind) throws SQLException {
        int number = Math.toIntExact(transaction.nextKind());
        PreparedStatement insert = transaction.prepare(
                "INSERT INTO kind (source, type, redraw, destinations, nr, sum) VALUES (?, ?, ?, ?, ?, ?)");
        bind(insert, kind);
        insert.setInt(5, number);
        insert.setLong(6, kind.sum(number));
        insert.executeUpdate();
        return number;
    }

    private static void bind(PreparedStatement statement, Kind kind) throws SQLException {
        statement.setString(1, kind.source());
        statement.setString(2, kind.type());
        statement.setBoolean(3, kind.redraw());
        statement.setString(4, kind.destinations());
    }

    /** Forgets the numbers: a kind added in this transaction is gone, and its number may be given to another. */
    void rolledBack() {
        known.clear();
    }
}
