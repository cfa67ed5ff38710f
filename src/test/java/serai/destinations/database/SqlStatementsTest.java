package serai.destinations.database;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.attempt.Attempt;
import serai.model.EventType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SqlStatementsTest {

    @TempDir
    private Path folder;
    private final SqlStatements statements = new SqlStatements();

    private final Attempt attempt = new Attempt("warehouse", 1, false, Map.of());

    @BeforeEach
    void hasAStatementForLogins() throws IOException {
        Files.writeString(folder.resolve("logged_in.sql"), "INSERT INTO logged_in — ü");
        statements.setCamelContext(new DefaultCamelContext());
        statements.setFolder("file:" + folder);
        statements.setTables("LOGGED_IN");
    }

    @Test
    void hasAStatementForEachTypeWithATableAndForNoOther() {
        statements.read();

        assertThat(statements.ofType("LOGGED_IN", attempt)).isEqualTo("INSERT INTO logged_in — ü");
        assertThat(statements.ofType("BADGE_EARNED", attempt)).isNull();
    }

    @Test
    void anAttemptLearnsTheFileOfTheStatementThatItIsGiven() {
        statements.read();

        assertThat(attempt.fileOf(statements.ofType("LOGGED_IN", attempt))).isEqualTo(folder.resolve("logged_in.sql").toString());
    }

    @Test
    void anotherFileIsNamedBesideTheType() throws IOException {
        Files.writeString(folder.resolve("sign_ins.sql"), "INSERT INTO sign_ins");
        statements.setTables("LOGGED_IN=sign_ins");
        statements.read();

        assertThat(statements.ofType("LOGGED_IN", attempt)).isEqualTo("INSERT INTO sign_ins");
    }

    @Test
    void everyKnownTypeHasTheFileOfItsNameWhereNoTypesAreNamed() throws IOException {
        for (EventType type : EventType.values()) {
            Files.writeString(folder.resolve(type.name().toLowerCase(Locale.ROOT) + ".sql"), "INSERT INTO " + type);
        }
        statements.setTables("");
        statements.read();

        assertThat(EventType.values())
                .allSatisfy(type -> assertThat(statements.ofType(type.name(), attempt)).isEqualTo("INSERT INTO " + type));
        Files.delete(folder.resolve("course_completed.sql"));
        assertThatIllegalArgumentException().isThrownBy(statements::read).withMessageContaining("course_completed.sql is missing")
                .withMessageContaining("COURSE_COMPLETED");
    }

    @Test
    void hasOneForLearnersWhereTheFileSaysAnything() throws IOException {
        statements.read();
        assertThat(statements.ofLearners(attempt)).as("no file").isNull();

        Files.writeString(folder.resolve("learner.sql"), "");
        statements.read();
        assertThat(statements.ofLearners(attempt)).as("an empty file, as was shipped before").isNull();

        Files.writeString(folder.resolve("learner.sql"), "INSERT INTO learner");
        statements.read();
        assertThat(statements.ofLearners(attempt)).isEqualTo("INSERT INTO learner");
    }

    @Test
    void asksForTheFolderThatIsMissing() {
        SqlStatements nowhere = new SqlStatements();
        nowhere.setCamelContext(new DefaultCamelContext());
        nowhere.setTables("LOGGED_IN");

        assertThatIllegalArgumentException().isThrownBy(nowhere::read).withMessageContaining("folder of the statements is missing");
    }

    @Test
    void namesTheFileThatIsMissing() {
        statements.setTables("LOGGED_IN COURSE_STARTED");

        assertThatIllegalArgumentException().isThrownBy(statements::read).withMessageContaining("course_started.sql")
                .withMessageContaining("COURSE_STARTED");
    }
}
