package serai.journal.sql.write;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;
import serai.journal.Appended;
import serai.journal.JournalUnavailableException;
import serai.journal.sql.query.LastStatement;
import serai.journal.sql.query.Statements;
import serai.journal.sql.query.StoreSession;
import serai.journal.sqlite.FastStore;
import serai.journal.store.Journal;
import serai.testkit.CallersThread;
import serai.testkit.Records;
import serai.testkit.SettableClock;
import serai.threads.ThreadFailures;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;

/** The writer can't be called, or its thread fails: there is no memory, or no thread. */
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

    /** Describing it fails too, as where there is no memory. */
    private static final class Indescribable extends InternalError {

        private static final long serialVersionUID = 1;

        @Override
        public String toString() {
            throw this;
        }
    }

    /** A session of a store that keeps nothing, and where a rollback fails. */
    private static final class NoStore implements StoreSession {

        @Override
        public long begin(Statements statements) {
            return 0;
        }

        @Override
        public long commit(Statements statements, List<LastStatement> last, boolean appended) {
            return 0;
        }

        @Override
        public void rollback(Statements statements) {
            throw new Indescribable();
        }

        @Override
        public long nextKind(Statements statements) {
            return 0;
        }

        @Override
        public long bytes(Statements statements) {
            return 0;
        }
    }

    /** An executor that gets a first thread, and no second one. */
    private static ExecutorService threadOnce() {
        AtomicBoolean made = new AtomicBoolean();
        return new ThreadPoolExecutor(1, 1, 0, SECONDS, new LinkedBlockingQueue<>(), task -> {
            if (made.getAndSet(true)) {
                throw new InternalError("unable to create native thread");
            }
            Thread once = new Thread(task, "once");
            once.setDaemon(true);
            return once;
        });
    }

    private static Transaction inNoStore() throws SQLException {
        Connection none = new SQLiteDataSource().getConnection();
        return new Transaction(none, connection -> {
        }, new NoStore(), new SizeLimit("the journal", Long.MAX_VALUE));
    }

    @Test
    void theWriterGoesOnWhateverFailsInIt() {
        AppendCompletion acknowledging = new AppendCompletion(new CallersThread(), new SettableClock(Records.RECEIVED));
        try (acknowledging;
                GroupCommit writer = new GroupCommit(GroupCommitTest::inNoStore, "the journal", 9, threadOnce(), acknowledging,
                        named -> {
                        }, () -> {
                        })) {
            AtomicReference<CompletionStage<String>> meanwhile = new AtomicReference<>();
            CompletionStage<String> failing = writer.submit(transaction -> {
                meanwhile.set(writer.submitOurs(later -> "kept"));
                throw new Indescribable();
            });

            assertThat(failing).failsWithin(Duration.ofSeconds(30)).withThrowableThat()
                    .withCauseInstanceOf(JournalUnavailableException.class)
                    .withMessageContaining("the journal can't be written to");
            assertThat(meanwhile.get()).succeedsWithin(Duration.ofSeconds(30)).isEqualTo("kept");
            assertThat(writer.submit(transaction -> "kept")).succeedsWithin(Duration.ofSeconds(30)).isEqualTo("kept");
            assertThat(writer.waiting()).isZero();
            assertThat(ThreadFailures.counts()).containsEntry("once", 1L);
            assertThat(ThreadFailures.now()).doesNotContainKey("once");
        }
    }
}
