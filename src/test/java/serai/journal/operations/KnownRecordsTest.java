package serai.journal.operations;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.DeadLetterId;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sqlite.SqliteStore;
import serai.journal.store.Journal;
import serai.model.CanonicalJson;
import serai.model.LearningRecord;
import serai.model.Mark;
import serai.testkit.Records;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** What an event of the same identity was kept as first, whether the index of identities has it already or not. */
class KnownRecordsTest {

    private static final LearningRecord ANNA = Records.completion("anna");

    @TempDir
    private Path folder;
    private Journal journal;
    private JournalOperations operations;

    @BeforeEach
    void keepTwoContents() {
        journal = SqliteStore.open(folder.resolve("journal.db"), JournalBounds.DEFAULT, Clock.systemUTC());
        operations = JournalOperations.open(folder.resolve("journal.db"), Clock.systemUTC());
        append(Records.completion("ben"));
        append(ANNA);
        append(Records.completion("cleo"));
        append(ANNA.withMarks(Set.of(Mark.REDRAW)));
    }

    private void append(LearningRecord record) {
        journal.append(record, Set.of("hr")).toCompletableFuture().join();
    }

    @AfterEach
    void close() {
        operations.close();
        journal.close();
    }

    private String known() {
        return operations.deadLetters()
                .known(operations.deadLetters().get(new DeadLetterId(DeadLetterId.Content.DIFFERS, "mct", 1)));
    }

    private void indexed(long daysLater) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                PreparedStatement insert = connection.prepareStatement("INSERT INTO identity VALUES (?, ?, x'00', ?)")) {
            insert.setLong(1, ColumnCodec.micros(ANNA.occurredAt()));
            insert.setBytes(2, ColumnCodec.bytes(ANNA.id()));
            insert.setLong(3, ColumnCodec.day(ANNA.receivedAt()) + daysLater);
            insert.executeUpdate();
        }
    }

    @Test
    void isFoundAmongTheNewestOnes() {
        assertThat(known()).isEqualTo(CanonicalJson.write(ANNA));
    }

    @Test
    void isFoundByTheDayThatTheIndexHas() throws Exception {
        indexed(0);

        assertThat(known()).isEqualTo(CanonicalJson.write(ANNA));
    }

    @Test
    void isNoneWhereTheDaysRecordsAreGone() throws Exception {
        indexed(1);

        assertThat(known()).isNull();
    }
}
