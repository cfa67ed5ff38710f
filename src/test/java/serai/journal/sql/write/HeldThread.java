package serai.journal.sql.write;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

/** The one thread of an executor, kept from its next tasks, so that these come together. */
final class HeldThread {

    private HeldThread() {
    }

    /**
     * Returns when the thread is held.
     *
     * @return lets it go on, by being counted down
     */
    static CountDownLatch of(ExecutorService thread) throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        var unused = thread.submit(() -> {
            held.countDown();
            goOn.await();
            return null;
        });
        assertThat(held.await(30, SECONDS)).isTrue();
        return goOn;
    }
}
