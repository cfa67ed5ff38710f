package serai.journal.operations;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.DeadLetterId;
import serai.journal.attempt.FailureClass;
import serai.journal.sql.query.RowChecksum;
import serai.testkit.journal.OperatedJournal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;

/** What operators can decide, beside a process that delivers and without one. */
abstract class DecisionsOfOperators {

    static final Duration A_MOMENT = Duration.ofSeconds(3);
    static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir
    Path folder;
    OperatedJournal serai;
    OperatedJournal.Fake lrs;

    @BeforeEach
    void start() {
        serai = new OperatedJournal(folder);
        lrs = serai.destination("lrs");
    }

    /** Whatever an operator decides, the sums of what it has changed are right. */
    @AfterEach
    void stop() throws SQLException {
        serai.close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                ResultSet damaged = connection.createStatement().executeQuery("""
                    SELECT group_concat(name) FROM (SELECT name FROM destination WHERE NOT %s
                        UNION ALL SELECT destination || seq FROM aside WHERE NOT %s)"""
                        .formatted(RowChecksum.DESTINATION, RowChecksum.ASIDE))) {
            assertThat(damaged.getString(1)).as("rows with a wrong sum").isNull();
        }
    }

    void isRefused(String... learners) {
        lrs.fails(FailureClass.REFUSED, learners);
        for (String learner : learners) {
            serai.append(completion(learner), "lrs");
        }
        serai.append(completion("good-" + learners[0]), "lrs");
        serai.runFor(A_MOMENT);
    }

    static DeadLetterId id(String text) {
        return DeadLetterId.parse(text).orElseThrow();
    }

    List<String> listed(DeadLetterFilter selection) {
        List<String> lines = new ArrayList<>();
        serai.operations().deadLetters().each(selection, letter -> lines.add(letter.id() + " " + letter.state().word()));
        return lines;
    }
}
