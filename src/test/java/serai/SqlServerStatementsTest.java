package serai;

import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * What can be said of the statements for SQL Server without one: JSqlParser reads them, once its two gaps are filled
 * ({@code OPENJSON … WITH}, a hint of {@code MERGE}), and they name the tables and columns that those of PostgreSQL name,
 * which are tried on a real one.
 */
class SqlServerStatementsTest {

    private static final Pattern OPENJSON =
            Pattern.compile("OPENJSON\\(CAST\\(:\\?rows AS nvarchar\\(max\\)\\)\\) WITH \\((?:[^()]|\\([^()]*\\))*\\)");
    private static final Pattern INSERTED = Pattern.compile("INSERT[^(]*\\(([^)]*)\\)");
    private static final Pattern NAME_AND_TYPE = Pattern.compile("[(,]\\s*([a-z_]+) +[a-z]");
    private static final Pattern VIEW = Pattern.compile("EXEC\\('(CREATE VIEW .*)'\\);", Pattern.DOTALL);
    private static final Pattern MADE =
            Pattern.compile("CREATE (?:VIEW|TABLE(?: IF NOT EXISTS)?) (\\w+)(?: AS|( \\((?:[^()]|\\([^()]*\\))*\\)))");

    @ParameterizedTest
    @ValueSource(strings = {"login", "course_start", "module_completion", "course_completion", "learning_path_completion",
        "learner"})
    void areReadByAParserAndTakeTheColumnsThatPostgresTakes(String table) throws Exception {
        String statement = statement("sqlserver", table);
        Matcher rows = OPENJSON.matcher(statement);
        assertThat(rows.find()).isTrue();
        List<String> read = names(rows.group());

        parse(rows.replaceAll("given_rows").replace("WITH (HOLDLOCK) ", ""));

        assertThat(read).as("read from JSON").containsAll(insertedByPostgres(table));
        assertThat(inserted("sqlserver", table)).isEqualTo(insertedByPostgres(table));
    }

    @Test
    void theTablesAndViewsAreThoseOfPostgres() throws Exception {
        for (String statement : statement("sqlserver", "create").strip().split("(?<=;)\\s*\\R\\s*\\R")) {
            Matcher view = VIEW.matcher(statement);
            parse(view.find() ? view.group(1).replace("''", "'") : statement.substring(statement.indexOf("CREATE TABLE")));
        }

        assertThat(made("sqlserver")).hasSize(9).isEqualTo(made("postgresql"));
    }

    /** Names of tables, each with its columns, and of views. */
    private static List<String> made(String dialect) throws IOException {
        return MADE.matcher(statement(dialect, "create")).results()
                .map(made -> made.group(1) + names(made.group(2) == null ? "" : made.group(2))).toList();
    }

    /** The columns that a statement fills, in order. */
    private static List<String> inserted(String dialect, String table) throws IOException {
        return columns(statement(dialect, table));
    }

    /** There, learners are kept by each of the other statements. */
    private static List<String> insertedByPostgres(String table) throws IOException {
        String statement = statement("postgresql", table.equals("learner") ? "login" : table);
        return columns(statement.substring(statement.indexOf("INSERT INTO " + table)));
    }

    private static List<String> columns(String statement) {
        Matcher columns = INSERTED.matcher(statement);
        assertThat(columns.find()).isTrue();
        return List.of(columns.group(1).strip().split(",\\s+"));
    }

    /** The names in a list of columns with their types. */
    private static List<String> names(String columns) {
        return NAME_AND_TYPE.matcher(columns).results().map(column -> column.group(1)).toList();
    }

    private static void parse(String statement) {
        assertThatCode(() -> CCJSqlParserUtil.parse(statement)).doesNotThrowAnyException();
    }

    private static String statement(String dialect, String name) throws IOException {
        return Files.readString(Path.of("routes/sql", dialect, name + ".sql"));
    }
}
