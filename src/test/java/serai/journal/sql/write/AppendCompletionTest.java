package serai.journal.sql.write;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.DestinationState;
import serai.journal.JournalFullException;
import serai.journal.sqlite.SqliteJournal;
import serai.journal.sqlite.SqliteStore;
import serai.journal.store.Page;
import serai.journal.store.Settlement;
import serai.testkit.Records;
import serai.testkit.SettableClock;
import serai.threads.SupervisedThread;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static serai.testkit.Records.completion;

/** A step behind {@code journal:} that blocks, and a journal that has as many waiting as it may. */
class AppendCompletionTest {

    private static final int WAITING_MAX = 3;

    @TempDir
    private Path folder;
    private final SettableClock clock = new SettableClock(Records.RECEIVED);
    private final CountDownLatch blocked = new CountDownLatch(1);
    private SqliteJournal journal;

    @BeforeEach
    void open() {
        journal = SqliteStore.open(folder.resolve("journal.db"), new JournalBounds(WAITING_MAX, 1 << 20, 10), clock);
    }

    @AfterEach
    void close() {
        blocked.countDown();
        journal.close();
    }

    /** Returns when a step hangs behind the append. */
    private void block() {
        CountDownLatch hangs = new CountDownLatch(1);
        journal.append(completion("anna"), Set.of("lrs")).thenRun(() -> {
            hangs.countDown();
            try {
                blocked.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().atMost(30, SECONDS).until(() -> hangs.getCount() == 0);
    }

    @Test
    void aStepThatBlocksHoldsUpNoDelivery() throws Exception {
        block();
        Page page = journal.read("lrs", 0, 10);

        CompletableFuture<Void> settled =
                journal.settle(new Settlement("lrs", 0, DestinationState.at(page.upTo()), List.of(), Set.of(), Set.of(),
                        false, Map.of())).toCompletableFuture();

        settled.get(30, SECONDS);
        assertThat(journal.state("lrs")).hasValueSatisfying(state -> assertThat(state.cursor()).isEqualTo(page.upTo()));
    }

    @Test
    void aStepThatBlocksIsToldInHealthUntilItGoesOn() {
        block();
        assertThat(journal.trouble()).isNull();

        clock.turn(AppendCompletion.WITHIN.plusSeconds(1));

        assertThat(journal.trouble())
                .startsWith("The thread journal-acknowledge has been busy with one event since 2026-11-22T10:00:00Z");
        assertThat(journal.fill().trouble()).isEqualTo(journal.trouble());
        blocked.countDown();
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(journal.trouble()).isNull());
    }

    @Test
    void aJournalAtItsBoundOfWaitingIsToldUntilItHasCaughtUpAndDeliveriesGoOn() throws Exception {
        block();
        for (int i = 0; i < WAITING_MAX; i++) {
            journal.append(completion("learner-" + i), Set.of("lrs"));
        }

        CompletableFuture<?> refused = journal.append(completion("one-too-many"), Set.of("lrs")).toCompletableFuture();

        assertThat(refused).isCompletedExceptionally();
        // The writer has them all.
        await().atMost(30, SECONDS).until(() -> journal.read("lrs", 0, 10).entries().size() == WAITING_MAX + 1);
        assertThat(journal.fill().trouble()).contains("has had 3 appends waiting, its bound (serai.journal.waiting.max)");
        assertThat(journal.fill().refusedWaiting()).isEqualTo(1);
        Page page = journal.read("lrs", 0, 1);
        journal.settle(new Settlement("lrs", 0, DestinationState.at(page.upTo()), List.of(), Set.of(), Set.of(), false, Map.of()))
                .toCompletableFuture().get(30, SECONDS);
        blocked.countDown();
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(journal.fill().waiting()).isZero());
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(journal.trouble()).isNull());
        assertThat(journal.fill().trouble()).isNull();
    }

    @Test
    void whateverBecomesOfOneTheOthersAreTold() throws Exception {
        CountDownLatch told = new CountDownLatch(2);
        AppendCompletion acknowledging = new AppendCompletion(SupervisedThread.tasks("acknowledging-test"), clock);

        acknowledging.tell(List.of(told::countDown, () -> {
            throw new NoClassDefFoundError("com/example/Gone");
        }, told::countDown));

        assertThat(told.await(30, SECONDS)).isTrue();
        acknowledging.close();
    }

    @Test
    void aJournalAtItsBoundOfBytesIsTold() {
        journal.close();
        journal = SqliteStore.open(folder.resolve("journal.db"),
                new JournalBounds(WAITING_MAX, 1 << 20, 10, 1, Duration.ZERO, Duration.ZERO),
                clock);
        assertThat(journal.trouble()).contains("its bound is 1 (serai.journal.max.bytes)");

        assertThat(journal.append(completion("anna"), Set.of("lrs")).toCompletableFuture()).isCompletedExceptionally()
                .failsWithin(Duration.ofSeconds(1)).withThrowableThat().withCauseInstanceOf(JournalFullException.class);

        assertThat(journal.fill().trouble()).contains("its bound is 1 (serai.journal.max.bytes)");
        assertThat(journal.fill().refusedBytes()).isEqualTo(1);
    }
}
