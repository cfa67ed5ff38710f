package serai.journal.sql.query;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The condition of a query, made of the parts that the caller asks for. */
public final class Condition {

    private final StringBuilder sql;
    private final List<Object> parameters = new ArrayList<>();

    public Condition(String always) {
        sql = new StringBuilder(always);
    }

    /** @param value the value for the part's question mark; null: the part is left out */
    public Condition and(String part, @Nullable Object value) {
        if (value != null) {
            sql.append(" AND ").append(part);
            parameters.add(value);
        }
        return this;
    }

    public String sql() {
        return sql.toString();
    }

    /** The values of the question marks, followed by {@code further}. */
    public Object[] parameters(Object... further) {
        List<Object> all = new ArrayList<>(parameters);
        all.addAll(List.of(further));
        return all.toArray();
    }
}
