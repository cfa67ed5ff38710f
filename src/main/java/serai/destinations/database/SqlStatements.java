package serai.destinations.database;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;
import serai.journal.attempt.Attempt;
import serai.journal.attempt.AttemptFailedException;
import serai.model.EventType;
import serai.settings.Settings;
import serai.settings.known.PeopleSetting;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The statements of a warehouse: a file for the records of each type, and one for their learners, all in one folder. */
public final class SqlStatements implements CamelContextAware {

    private static final String LEARNER = "learner";
    private static final String FORGET = "forget";
    private static final String RETENTION = "retention";
    private static final String COURSE = "course";
    private static final List<String> EVERY_TYPE = Stream.of(EventType.values()).map(EventType::name).toList();

    /** A statement, and the file that has it. */
    private record Statement(String text, String file) {

        /** The statement's text. The attempt learns the file, so that a dead letter can name it. */
        String in(@Nullable Attempt attempt) {
            if (attempt != null) {
                attempt.hasRead(text, file);
            }
            return text;
        }
    }

    private final Map<String, Statement> byType = new HashMap<>();
    private final Map<String, String> byFile = new TreeMap<>();
    private @Nullable CamelContext camelContext;
    private @Nullable String folder;
    private String tables = "";
    private @Nullable Statement learner;
    private @Nullable Statement course;

    /** @param folder such as {@code file:routes/sql/sqlite} */
    public void setFolder(String folder) {
        this.folder = folder;
    }

    /**
     * Sets which types have a table. Without this, each known type has one.
     *
     * @param tables types, separated by blanks: {@code COURSE_COMPLETED} for the statement in {@code course_completed.sql}, or
     * {@code COURSE_COMPLETED=courses} for the one in {@code courses.sql}
     */
    public void setTables(String tables) {
        this.tables = tables;
    }

    /**
     * Reads the files. It is the bean's {@code initMethod}, so that a missing file is found at the start.
     *
     * @throws IllegalArgumentException if a file can't be read; the message names it
     */
    public void read() {
        for (String entry : tables.isBlank() ? EVERY_TYPE : List.of(tables.strip().split("\\s+"))) {
            if (entry.contains(",")) {
                throw new IllegalArgumentException(
                        "types in tables are separated by blanks, and '%s' has a comma; write a blank there"
                                .formatted(entry));
            }
            String[] typeAndTable = entry.split("=", 2);
            String type = typeAndTable[0];
            String table = typeAndTable.length == 2 ? typeAndTable[1] : type.toLowerCase(Locale.ROOT);
            Resource file = file(table);
            if (!file.exists()) {
                throw new IllegalArgumentException(("%s is missing; it must have the statement for records of type %s; add it, or "
                        + "name the types that have a table in the bean's tables").formatted(file.getLocation(), type));
            }
            Statement statement = statement(file);
            if (statement.text.isBlank()) {
                throw new IllegalArgumentException("%s is empty; it must have the statement for records of type %s".formatted(
                        file.getLocation(), type));
            }
            byType.put(type, statement);
            byFile.put(table, statement.text);
        }
        learner = ofNoType(LEARNER);
        course = ofNoType(COURSE);
        Settings settings = Settings.of(context());
        if (settings.text(PeopleSetting.COURSES).isEmpty() && settings.text(PeopleSetting.COURSES_URL).isEmpty()) {
            byFile.remove(COURSE); // nothing is written there, so an examination of the database need not ask for it
        }
    }

    private @Nullable Statement ofNoType(String table) {
        Resource file = file(table);
        Statement found = file.exists() ? statement(file) : null;
        if (found == null || found.text.isEmpty()) {
            return null;
        }
        byFile.put(table, found.text);
        return found;
    }

    private Resource file(String table) {
        if (folder == null) {
            throw new IllegalArgumentException(
                    "the folder of the statements is missing; set the bean's folder, such as file:routes/sql/sqlite");
        }
        return PluginHelper.getResourceLoader(context()).resolveResource("%s/%s.sql".formatted(folder, table));
    }

    private CamelContext context() {
        return Objects.requireNonNull(camelContext, "Camel sets a bean's context before it calls its initMethod");
    }

    private static Statement statement(Resource file) {
        try (InputStream bytes = file.getInputStream()) {
            return new Statement(new String(bytes.readAllBytes(), StandardCharsets.UTF_8),
                    file.getLocation().replaceFirst("^file:", ""));
        } catch (IOException e) {
            throw new IllegalArgumentException("%s can't be read".formatted(file.getLocation()), e);
        }
    }

    /** Where the files are, such as {@code file:routes/sql/sqlite}; null before it is set. */
    public @Nullable String folder() {
        return folder;
    }

    /** The names of the files whose statements are used, without {@code .sql}. */
    public Set<String> files() {
        return Set.copyOf(byFile.keySet());
    }

    /** All statements that are used, by the names of their files without {@code .sql}. */
    public Map<String, String> all() {
        return Map.copyOf(byFile);
    }

    /** The statement for records of a type; null if the type has no table. */
    public @Nullable String ofType(@Header("type") String type, @ExchangeProperty(Attempt.PROPERTY) @Nullable Attempt attempt) {
        Statement statement = byType.get(type);
        return statement == null ? null : statement.in(attempt);
    }

    /**
     * The statement for the learners of the same records. Null if {@code learner.sql} is missing or empty, because the other
     * statements store the learners themselves.
     */
    public @Nullable String ofLearners(@ExchangeProperty(Attempt.PROPERTY) @Nullable Attempt attempt) {
        return learner == null ? null : learner.in(attempt);
    }

    /**
     * The statements of {@code forget.sql}, in their order. They delete an account's rows; their parameters are {@code platform}
     * and {@code learner_id}.
     *
     * @throws IllegalArgumentException if the file can't be read, or has no statement; the message names it
     */
    public List<String> ofPerson() {
        return several(FORGET, "an account");
    }

    /**
     * The statements of {@code retention.sql}, in their order. They delete rows by age; their parameter {@code before} is a day.
     *
     * @throws IllegalArgumentException as {@link #ofPerson}
     */
    List<String> ofAge() {
        return several(RETENTION, "rows by their age");
    }

    private List<String> several(String name, String what) {
        Resource file = file(name);
        String text = statement(file).text.strip();
        if (text.isEmpty()) {
            throw new IllegalArgumentException("%s is empty; it must have the statements that delete %s".formatted(
                    file.getLocation(), what));
        }
        return WarehouseTables.END_OF_STATEMENT.splitAsStream(text).toList();
    }

    /**
     * The statement for the list of the organisation's courses.
     *
     * @throws AttemptFailedException if there is no {@code course.sql}
     */
    public String ofCourses(@ExchangeProperty(Attempt.PROPERTY) @Nullable Attempt attempt) throws AttemptFailedException {
        if (course == null) {
            throw AttemptFailedException.misconfigured(
                    "%s/course.sql is missing; it must have the statement for the list of courses (serai.courses)"
                            .formatted(folder));
        }
        return course.in(attempt);
    }

    @Override
    public void setCamelContext(CamelContext context) {
        camelContext = context;
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return camelContext;
    }
}
