package serai.destinations.database;

import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.apache.shardingsphere.sql.parser.autogen.SQLServerStatementLexer;
import org.apache.shardingsphere.sql.parser.autogen.SQLServerStatementParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What can be said of the statements for SQL Server without one: a parser of its language, which is not ours, reads them, but
 * for the {@code IF} and {@code EXEC} around what {@code create.sql} makes; and they name the tables and columns that those of
 * PostgreSQL name, which are tried on a real one.
 */
class SqlServerStatementsTest {

    private static final Pattern OPENJSON = Pattern.compile("OPENJSON\\(.*\\) WITH (\\((?:[^()]|\\([^()]*\\))*\\))");
    private static final Pattern INSERTED = Pattern.compile("INSERT[^(]*\\(([^)]*)\\)");
    private static final Pattern NAME_AND_TYPE = Pattern.compile("[(,]\\s*([a-z_0-9]+) +[a-z]");
    private static final Pattern VIEW = Pattern.compile("EXEC\\('(CREATE OR ALTER VIEW .*)'\\);", Pattern.DOTALL);
    private static final Pattern MADE =
            Pattern.compile(
                    "CREATE (?:(?:OR (?:ALTER|REPLACE) )?VIEW|TABLE(?: IF NOT EXISTS)?) (\\w+)(?: AS|( \\((?:[^()]|\\([^()]*\\))*\\)))");

    @ParameterizedTest
    @ValueSource(strings = {"logged_in", "course_started", "module_completed", "course_completed", "learning_path_completed",
            "learner", "course"})
    void areReadByAParserAndTakeTheColumnsThatPostgresTakes(String table) throws Exception {
        String statement = statement("sqlserver", table);
        Matcher read = OPENJSON.matcher(statement);
        assertThat(read.find()).isTrue();

        assertThat(faults(statement.replace(":?rows", "?"))).isEmpty(); // as the driver is given it

        assertThat(names(read.group(1))).as("read from JSON").containsAll(insertedByPostgres(table));
        assertThat(inserted("sqlserver", table)).isEqualTo(insertedByPostgres(table));
    }

    @Test
    void theTablesAndViewsAreThoseOfPostgres() throws Exception {
        for (String statement : statement("sqlserver", "create").strip().split("(?<=;)\\s*\\R\\s*\\R")) {
            Matcher view = VIEW.matcher(statement);
            String made = view.find() ? view.group(1).replace("''", "'") : statement.substring(statement.indexOf("CREATE TABLE"));
            assertThat(faults(made)).isEmpty();
        }

        assertThat(made("sqlserver")).hasSize(12).isEqualTo(made("postgresql"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"forget", "retention"})
    void whatDeletesIsReadByAParserAndDeletesFromTheTablesOfPostgres(String name) throws Exception {
        List<String> statements = List.of(statement("sqlserver", name).strip().split("(?<=;)\\s*\\R\\s*\\R"));

        assertThat(statements).allSatisfy(
                one -> assertThat(faults(one.replaceAll("(?m)^--.*$", "").replaceAll(":\\?\\w+", "?"))).isEmpty());
        assertThat(statements.stream().map(SqlServerStatementsTest::deletedFrom).toList()).isEqualTo(
                Stream.of(statement("postgresql", name).strip().split("(?<=;)\\s*\\R\\s*\\R"))
                        .map(SqlServerStatementsTest::deletedFrom).toList());
    }

    private static String deletedFrom(String statement) {
        return statement.replaceFirst("(?s).*?DELETE (?:TOP \\(10000\\) )?FROM (\\w+) .*", "$1");
    }

    /** Of the recipe that {@code ./serai new destination --kind database} writes. */
    @Test
    void theRecipesTooAreReadByAParserAndFillTheColumnsOfPostgres() throws Exception {
        Path recipe = Path.of("docs/destinations/sql/hr-database");
        String statement = Files.readString(recipe.resolve("sqlserver/hr_training.sql"));
        String create = Files.readString(recipe.resolve("sqlserver/create.sql"));

        assertThat(faults(statement.replace(":?rows", "?"))).isEmpty();
        assertThat(faults(create.substring(create.indexOf("CREATE TABLE")))).isEmpty();
        assertThat(columns(statement))
                .isEqualTo(columns(Files.readString(recipe.resolve("postgresql/hr_training.sql"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT platform FROM logged_in LIMIT 5", "SELECT platform::nvarchar FROM login",
            "INSERT INTO logged_in (record_id) VALUES (1) ON CONFLICT DO NOTHING",
            "CREATE TABLE IF NOT EXISTS logged_in (record_id int)",
            "SELECT platform FROM OPENJSON(?) WITH (platform nvarchar(max) learner_id nvarchar(max)) AS given"})
    void theParserRefusesWhatIsOfAnotherDialectOrOfNone(String statement) {
        assertThat(faults(statement)).isNotEmpty();
    }

    /** Names of tables, each with its columns, and of views. */
    private static List<String> made(String dialect) throws IOException {
        return MADE.matcher(statement(dialect, "create")).results()
                .map(made -> made.group(1) + names(made.group(2) == null ? "" : made.group(2))).toList();
    }

    private static List<String> inserted(String dialect, String table) throws IOException {
        return columns(statement(dialect, table));
    }

    /** There, learners are kept by each of the other statements. */
    private static List<String> insertedByPostgres(String table) throws IOException {
        String statement = statement("postgresql", table.equals("learner") ? "logged_in" : table);
        return columns(statement.substring(statement.indexOf("INSERT INTO " + table)));
    }

    /** The columns that a statement fills, in order. */
    private static List<String> columns(String statement) {
        Matcher columns = INSERTED.matcher(statement);
        assertThat(columns.find()).isTrue();
        return List.of(columns.group(1).strip().split(",\\s+"));
    }

    /** The names in a list of columns with their types. */
    private static List<String> names(String columns) {
        return NAME_AND_TYPE.matcher(columns).results().map(column -> column.group(1)).toList();
    }

    /** What the parser has against a statement. */
    private static List<String> faults(String statement) {
        List<String> faults = new ArrayList<>();
        BaseErrorListener listener = new BaseErrorListener() {
            @Override
            public void syntaxError(Recognizer<?, ?> recognizer, Object symbol, int line, int column, String fault,
                    RecognitionException e) {
                faults.add(line + ":" + column + " " + fault);
            }
        };
        SQLServerStatementLexer lexer = new SQLServerStatementLexer(CharStreams.fromString(statement));
        SQLServerStatementParser parser = new SQLServerStatementParser(new CommonTokenStream(lexer));
        Stream.of(lexer, parser).forEach(recognizer -> {
            recognizer.removeErrorListeners();
            recognizer.addErrorListener(listener);
        });
        parser.execute();
        return faults;
    }

    private static String statement(String dialect, String name) throws IOException {
        return Files.readString(Path.of("routes/sql", dialect, name + ".sql"));
    }
}
