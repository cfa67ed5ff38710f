package serai.journal.postgresql;

import serai.journal.sql.query.LastStatement;
import serai.journal.sql.query.Rows;
import serai.journal.sql.query.Statements;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sends statements together, in one round trip: the server executes them in their order and, after the first that fails, none of
 * the others. Belongs to one connection.
 */
final class StatementPipeline {

    /** How many different sequences of statements are kept prepared; others are sent one by one. */
    private static final int PREPARED_MAX = 128;

    private final Set<String> prepared = new HashSet<>();

    void execute(Statements statements, List<LastStatement> all) throws SQLException {
        String sql = all.stream().map(LastStatement::sql).collect(Collectors.joining(";\n"));
        if (!prepared.contains(sql)) {
            if (prepared.size() == PREPARED_MAX) {
                for (LastStatement one : all) {
                    statements.execute(one);
                }
                return;
            }
            prepared.add(sql);
        }
        PreparedStatement together = statements.prepare(sql);
        together.setFetchSize(0); // all rows at once: after the commit none could be fetched
        int index = 1;
        for (LastStatement one : all) {
            for (Object parameter : one.parameters()) {
                together.setObject(index++, parameter);
            }
        }
        together.execute();
        for (LastStatement one : all) {
            if (one.rows() != null) {
                read(together, one.rows());
            }
            together.getMoreResults();
        }
    }

    private static void read(PreparedStatement together, Rows.FromRow<?> rows) throws SQLException {
        try (ResultSet row = together.getResultSet()) {
            while (row.next() && rows.make(row) != null) {
                // The next one.
            }
        }
    }
}
