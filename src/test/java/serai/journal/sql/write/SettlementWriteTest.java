package serai.journal.sql.write;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Appended;
import serai.journal.Balance;
import serai.journal.DestinationState;
import serai.journal.RecordState;
import serai.journal.attempt.FailureClass;
import serai.journal.sqlite.FastStore;
import serai.journal.sqlite.SqliteJournal;
import serai.journal.store.Failure;
import serai.journal.store.Page;
import serai.journal.store.Settlement;
import serai.journal.store.Settlement.Settled;
import serai.model.Payload;
import serai.testkit.Records;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

/** What a settlement costs the journal's writer, for which every append waits. */
class SettlementWriteTest {

    private static final Clock CLOCK = Clock.fixed(Records.RECEIVED, ZoneOffset.UTC);
    private static final int RECORDS = 300;
    private static final Payload RAW = Payload.of(new byte[3_000]);

    @TempDir
    private Path folder;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private SqliteJournal journal;

    @BeforeEach
    void open() {
        JournalBounds bounds = new JournalBounds(10_000, 8 << 20, 10, 0, Duration.ofDays(30), Duration.ZERO);
        journal = FastStore.open(folder.resolve("journal.db"), bounds, CLOCK, thread);
    }

    @AfterEach
    void close() {
        journal.close();
        thread.shutdownNow();
    }

    @Test
    void aPageThatIsRefusedAsAWholeReadsItsBatchOnceAndNotForEachRecord() throws Exception {
        appendInOneCommit();
        Page page = journal.read("lrs", 0, RECORDS);
        Failure failure = new Failure(FailureClass.REFUSED, CLOCK.instant(), "no", null, null, null, null, null);
        long before = allocated();

        journal.settle(new Settlement("lrs", 0, DestinationState.at(page.upTo()),
                page.entries().stream().map(entry -> new Settled(entry, RecordState.DEAD, failure, null, true, false)).toList(),
                Set.of(), Set.of(), false, Map.of())).toCompletableFuture().join();

        assertThat(allocated() - before).as("bytes; the batch has %s", RECORDS * 3_000).isLessThan(20L * RECORDS * 3_000);
        assertThat(journal.balances()).containsEntry("lrs", new Balance(RECORDS, 0, 0, RECORDS, 0));
    }

    private void appendInOneCommit() throws Exception {
        CountDownLatch goOn = HeldThread.of(thread);
        List<CompletableFuture<Appended>> appends = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            appends.add(
                    journal.append(Records.completion("learner-" + i).withRaw(RAW), Set.of("lrs")).toCompletableFuture());
        }
        goOn.countDown();
        appends.forEach(CompletableFuture::join);
    }

    /** Bytes that the writer's thread has allocated so far. */
    private long allocated() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return thread.submit(() -> threads.getThreadAllocatedBytes(Thread.currentThread().getId())).get(30, SECONDS);
    }
}
