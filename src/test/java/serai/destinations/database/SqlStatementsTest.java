package serai.destinations.database;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SqlStatementsTest {

    @TempDir
    private Path folder;
    private final SqlStatements statements = new SqlStatements();

    @BeforeEach
    void hasAStatementForLogins() throws IOException {
        Files.writeString(folder.resolve("login.sql"), "INSERT INTO login — ü");
        statements.setCamelContext(new DefaultCamelContext());
        statements.setFolder("file:" + folder);
        statements.setTables("LOGGED_IN=login");
    }

    @Test
    void hasAStatementForEachTypeWithATableAndForNoOther() {
        statements.read();

        assertThat(statements.ofType("LOGGED_IN")).isEqualTo("INSERT INTO login — ü");
        assertThat(statements.ofType("BADGE_EARNED")).isNull();
    }

    @Test
    void hasOneForLearnersWhereTheFileSaysAnything() throws IOException {
        statements.read();
        assertThat(statements.ofLearners()).as("no file").isNull();

        Files.writeString(folder.resolve("learner.sql"), "");
        statements.read();
        assertThat(statements.ofLearners()).as("an empty file, as was shipped before").isNull();

        Files.writeString(folder.resolve("learner.sql"), "INSERT INTO learner");
        statements.read();
        assertThat(statements.ofLearners()).isEqualTo("INSERT INTO learner");
    }

    @Test
    void asksForTheFolderThatIsMissing() {
        SqlStatements nowhere = new SqlStatements();
        nowhere.setCamelContext(new DefaultCamelContext());
        nowhere.setTables("LOGGED_IN=login");

        assertThatIllegalArgumentException().isThrownBy(nowhere::read).withMessageContaining("folder of the statements is missing");
    }

    @Test
    void namesTheFileThatIsMissing() {
        statements.setTables("LOGGED_IN=login COURSE_STARTED=course_start");

        assertThatIllegalArgumentException().isThrownBy(statements::read).withMessageContaining("course_start.sql")
                .withMessageContaining("COURSE_STARTED");
    }
}
