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
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import static java.util.concurrent.TimeUnit.SECONDS;
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

    @Test
    void noOtherWaitsWhileTheWriterIsCalled() {
        CallersThread thread = new CallersThread();
        Payload large = Payload.of(new byte[17 << 20]);
        try (Journal journal =
                FastStore.open(folder.resolve("journal.db"), JournalBounds.DEFAULT, new SettableClock(Records.RECEIVED), thread)) {
            AtomicBoolean begun = new AtomicBoolean();
            AtomicReference<String> other = new AtomicReference<>();
            thread.before(() -> {
                if (begun.compareAndSet(false, true)) {
                    other.set(CompletableFuture.supplyAsync(() -> journal.reject("mct", "not JSON", large))
                            .thenApply(counted -> "goes on").completeOnTimeout("waits", 30, SECONDS).join());
                }
            });

            assertThat(journal.reject("mct", "not JSON", large)).succeedsWithin(Duration.ofSeconds(30));

            assertThat(other).hasValue("goes on");
            assertThat(journal.sources()).containsEntry("mct", new SourceCounts(0, 0, 0, 2));
        }
    }
}
