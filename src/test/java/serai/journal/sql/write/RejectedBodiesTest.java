package serai.journal.sql.write;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.SourceCounts;
import serai.journal.sqlite.FastStore;
import serai.journal.store.Journal;
import serai.model.Payload;
import serai.testkit.CallersThread;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** A body that is only counted, because it is larger than what may wait. */
class RejectedBodiesTest {

    @TempDir
    private Path folder;

    @Test
    void whatCouldNotBeCountedIsCountedWithTheNextBodyThatIsKept() {
        CallersThread thread = new CallersThread();
        try (Journal journal =
                FastStore.open(folder.resolve("journal.db"), JournalBounds.DEFAULT, new SettableClock(Records.RECEIVED), thread)) {
            thread.before(() -> {
                throw new InternalError("unable to create native thread"); // one that JUnit survives
            });
            assertThat(journal.reject("mct", "not JSON", Payload.of(new byte[17 << 20]))).isCompletedExceptionally();
            thread.before(() -> {
            });

            journal.reject("mct", "not JSON", Payload.of(new byte[1])).toCompletableFuture().join();

            assertThat(journal.sources()).containsEntry("mct", new SourceCounts(0, 0, 0, 2));
        }
    }
}
