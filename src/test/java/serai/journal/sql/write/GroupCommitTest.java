package serai.journal.sql.write;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Appended;
import serai.journal.JournalUnavailableException;
import serai.journal.sqlite.FastStore;
import serai.journal.store.Journal;
import serai.testkit.CallersThread;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;

/** The writer can't be called: there is no memory for its task, or no thread. */
class GroupCommitTest {

    @TempDir
    private Path folder;
    private final CallersThread thread = new CallersThread();
    private Journal journal;

    @BeforeEach
    void open() {
        journal = FastStore.open(folder.resolve("journal.db"), JournalBounds.DEFAULT, new SettableClock(Records.RECEIVED), thread);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private CompletableFuture<Appended> append(String learner) {
        return journal.append(completion(learner), Set.of("lrs")).toCompletableFuture();
    }

    @Test
    void whatWaitsFailsAndTheNextWriteCallsItAgain() {
        AtomicBoolean failed = new AtomicBoolean();
        thread.before(() -> {
            if (failed.compareAndSet(false, true)) {
                throw new InternalError("unable to create native thread"); // one that JUnit survives
            }
        });

        assertThat(append("anna")).failsWithin(Duration.ZERO).withThrowableThat()
                .withCauseInstanceOf(JournalUnavailableException.class).withMessageContaining("unable to create native thread");
        assertThat(append("ben")).succeedsWithin(Duration.ZERO).isEqualTo(Appended.STORED);
        assertThat(journal.fill().waiting()).isZero();
    }
}
