package serai.journal.sql.query;

import org.jspecify.annotations.Nullable;
import serai.journal.sql.query.Rows.FromRow;

/**
 * A statement with which a transaction ends. No other statement of the transaction depends on it, so all of them can be sent at
 * once to a store on another machine.
 *
 * @param rows       gets each row of a query; null for a change
 * @param parameters in the order of the statement
 */
public record LastStatement(String sql, @Nullable FromRow<?> rows, Object... parameters) {

    /** A change whose number of changed rows is not needed. */
    public static LastStatement change(String sql, Object... parameters) {
        return new LastStatement(sql, null, parameters);
    }
}
