package serai.destinations.database;

import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.attempt.FailureClass;
import serai.model.FailureText;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The warehouse's tables: a script makes those that are missing, and says which columns they need, once in a process. For one
 * thread at a time.
 */
final class WarehouseTables {

    /** A semicolon and an empty line. MariaDB executes one statement at a time, and PostgreSQL's statements contain semicolons. */
    static final Pattern END_OF_STATEMENT = Pattern.compile("(?<=;)\\s*\\R\\s*\\R");

    private static final Logger LOG = LoggerFactory.getLogger(WarehouseTables.class);
    private static final Pattern VIEW = Pattern.compile(
            "\\b(?:CREATE(?: OR (?:REPLACE|ALTER))?|DROP|ALTER|COMMENT ON) VIEW "
                    + "(?:IF (?:NOT )?EXISTS )?([\\w.]+)",
            Pattern.CASE_INSENSITIVE);

    private final String script;
    private final Set<String> told = new HashSet<>(); // views that could not be made
    private boolean made;

    /** @param script the script's address, such as {@code file:routes/sql/sqlite/create.sql}; blank for none */
    WarehouseTables(String script) {
        this.script = script;
    }

    /**
     * Makes the columns and tables that are missing if this object has not done so yet, and checks that they keep text as it is. A
     * view that can't be made is reported in the log, and left as it is: records are stored without it.
     *
     * @throws SQLException          as {@link TextCheck#of}, {@link FormerTables#refuse}, {@link ScriptTables#addLackingColumns},
     *                               or if a statement that makes a table fails, or any statement with a failure of the class
     *                               {@code unavailable}; the next call tries again
     * @throws IllegalStateException if the script can't be read
     */
    void makeOnce(Connection connection, String url, @Nullable CamelContext context) throws SQLException {
        if (made || script.isBlank()) {
            return;
        }
        String text = text(context).strip();
        ScriptTables tables = new ScriptTables(text);
        FormerTables.refuse(url, connection, tables);
        tables.addLackingColumns(connection);
        if (!text.isEmpty()) { // MariaDB refuses an empty statement
            try (Statement statement = connection.createStatement()) {
                for (String one : END_OF_STATEMENT.split(text)) {
                    execute(one, statement);
                }
            }
        }
        TextCheck.of(url, connection, text);
        made = true;
    }

    private void execute(String one, Statement statement) throws SQLException {
        try {
            statement.execute(one);
        } catch (SQLException e) {
            Matcher view = VIEW.matcher(ScriptTables.withoutComments(one).replaceAll("\\s+", " "));
            if (!view.find() || ScriptTables.makesTable(one) || DatabaseFailure.meaning(e) == FailureClass.UNAVAILABLE) {
                throw e;
            }
            if (told.add(view.group(1))) {
                LOG.warn(
                        "The warehouse's view {} can't be made as create.sql has it; records are delivered all the same, and a view "
                                + "of that name stays as it is. Have somebody who may change it run that statement, or rename or drop what "
                                + "has its name and restart Serai: {}",
                        view.group(1), FailureText.innermostLine(e));
            }
        }
    }

    /**
     * Whether the script makes something.
     *
     * @throws IllegalStateException if the script can't be read
     */
    boolean isSomething(@Nullable CamelContext context) {
        return !script.isBlank() && !text(context).isBlank();
    }

    private String text(@Nullable CamelContext context) {
        try (InputStream text = ResourceHelper.resolveMandatoryResourceAsInputStream(context, script)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the warehouse's tables can't be made: %s can't be read".formatted(script), e);
        }
    }
}
