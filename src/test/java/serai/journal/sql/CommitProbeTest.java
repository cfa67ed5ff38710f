package serai.journal.sql;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;
import serai.journal.sql.query.DeliveryReader;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.query.KnownKinds;
import serai.journal.sql.write.AppendCompletion;
import serai.journal.sql.write.GroupCommit;
import serai.testkit.CallersThread;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** A probe of the journal must not say that all is well because nothing is said about the failure. */
class CommitProbeTest {

    @TempDir
    private Path folder;

    @Test
    void tellsOfAFailureThatHasNoMessage() throws Exception {
        Files.createFile(folder.resolve("journal.db"));
        SettableClock clock = new SettableClock(Records.RECEIVED);
        GroupCommit.Connect broken = () -> {
            throw new IllegalStateException();
        };
        try (AppendCompletion acknowledging = new AppendCompletion(new CallersThread(), clock);
                GroupCommit writer = new GroupCommit(broken, "the journal", 1, new CallersThread(), acknowledging, named -> {
                }, () -> {
                })) {
            DeliveryReader reader = new DeliveryReader(new JournalQuery(new SQLiteDataSource(), "the journal"),
                    KnownKinds.ofDestinations(), 1, clock);

            assertThat(new CommitProbe(writer, reader, "the journal").trouble()).isEqualTo("IllegalStateException");
        }
    }
}
