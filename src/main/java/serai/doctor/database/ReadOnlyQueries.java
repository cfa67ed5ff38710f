package serai.doctor.database;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Queries a database without changing it. A query that fails does not abort the transaction. */
final class ReadOnlyQueries {

    private static final Logger LOG = LoggerFactory.getLogger(ReadOnlyQueries.class);
    /** A parameter; or a string or a comment, since what looks like a parameter inside of these is none. */
    private static final Pattern PARAMETER = Pattern.compile("(?s)'[^']*'|--[^\\n]*|/\\*.*?\\*/|(:\\?\\w+)");
    private static final String NO_ROWS = "[]";

    private final Connection connection;

    ReadOnlyQueries(Connection connection) {
        this.connection = connection;
    }

    /** The first column of the first row; empty if there is none, or it is null or empty. */
    Optional<String> text(String query, String... parameters) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.ofNullable(rows.getString(1)).filter(text -> !text.isEmpty()) : Optional.empty();
            }
        } finally {
            connection.rollback(before);
        }
    }

    /** As {@link #text}; also empty if the query is empty, or if the database refuses it, as to a user without the right. */
    Optional<String> known(String query) {
        try {
            return query.isEmpty() ? Optional.empty() : text(query);
        } catch (SQLException e) {
            LOG.debug("The database does not answer {}", query, e);
            return Optional.empty();
        }
    }

    /** Whether an answer is one that means yes. */
    static boolean isTrue(Optional<String> answer) {
        return answer.map(text -> text.toLowerCase(Locale.ROOT)).filter(text -> text.matches("t|true|1|on")).isPresent();
    }

    /**
     * Has the database check a statement, with empty lists of rows as its parameters.
     *
     * @param explain the prefix that keeps the statement from being executed
     */
    void explain(String explain, String statement) throws SQLException {
        List<String> rows = new ArrayList<>();
        String asked = PARAMETER.matcher(statement).replaceAll(found -> {
            if (found.group(1) == null) {
                return Matcher.quoteReplacement(found.group());
            }
            rows.add(NO_ROWS);
            return "?";
        });
        text(explain + asked, rows.toArray(new String[0]));
    }
}
