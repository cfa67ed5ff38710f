package serai.simulation;

import serai.journal.sql.SqlJournal;
import serai.journal.store.Journal;
import serai.journal.store.Settlement;
import serai.testkit.journal.SimulatedCrash;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** The moments of a journal's work at which a process crashes, or runs out of memory. */
final class JournalCrashes {

    private final Random random;
    private boolean beforeCommit;
    private boolean afterCommit;
    private boolean whileNoting;
    /** The call to the journal that runs out of memory, counted down; 0 none. */
    private int outOfMemoryIn;

    JournalCrashes(Random random) {
        this.random = random;
    }

    /** What is not stored yet when the crash comes, while the next page is delivered already. */
    private static final class NeverNoted extends CompletableFuture<Void> {
        @Override
        public Void get(long time, TimeUnit unit) {
            throw new SimulatedCrash("while a page was being noted");
        }
    }

    void comeBeforeCommit() {
        beforeCommit = true;
    }

    void comeAfterCommit() {
        afterCommit = true;
    }

    void comeWhileNoting() {
        whileNoting = true;
    }

    void comeNoMore() {
        beforeCommit = false;
        afterCommit = false;
        whileNoting = false;
    }

    /** @param calls to the journal, of which the last one does; 0: none does */
    void runOutOfMemoryIn(int calls) {
        outOfMemoryIn = calls;
    }

    /** That journal, as a delivery is given it. */
    Journal of(SqlJournal journal) {
        return (Journal) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{Journal.class},
                (proxy, method, arguments) -> {
                    boolean settles = method.getName().equals("settle");
                    if (settles && beforeCommit) {
                        throw new SimulatedCrash("before a page was settled");
                    }
                    if (settles && whileNoting && ((Settlement) arguments[0]).isInOrder()) {
                        return new NeverNoted();
                    }
                    boolean outOfMemory = !method.getName().equals("epoch") && outOfMemoryIn > 0 && --outOfMemoryIn == 0;
                    if (outOfMemory && random.nextBoolean()) {
                        throw new OutOfMemoryError("simulated, before " + method.getName());
                    }
                    try {
                        Object answer = method.invoke(journal, arguments);
                        if (outOfMemory) {
                            throw new OutOfMemoryError("simulated, after " + method.getName());
                        }
                        if (settles && afterCommit) {
                            ((CompletionStage<?>) answer).toCompletableFuture().join();
                            throw new SimulatedCrash("after a page was settled");
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
