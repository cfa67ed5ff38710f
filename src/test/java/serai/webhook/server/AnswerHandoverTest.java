package serai.webhook.server;

import io.netty.util.concurrent.SingleThreadEventExecutor;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

class AnswerHandoverTest {

    private final Vertx vertx = Vertx.vertx();
    private final AnswerHandover handover = new AnswerHandover();
    private final CountDownLatch free = new CountDownLatch(1);
    private final List<String> written = Collections.synchronizedList(new ArrayList<>());
    private ContextInternal loop;

    @BeforeEach
    void keepTheLoopBusy() throws InterruptedException {
        loop = (ContextInternal) vertx.getOrCreateContext();
        CountDownLatch busy = new CountDownLatch(1);
        loop.runOnContext(unused -> {
            busy.countDown();
            await(free);
        });
        await(busy);
    }

    @AfterEach
    void close() throws InterruptedException {
        free.countDown();
        CountDownLatch closed = new CountDownLatch(1);
        vertx.close().onComplete(unused -> closed.countDown());
        await(closed);
    }

    @Test
    void handsAllAnswersThatWaitOverInOneTaskAndInOrder() {
        Context one = loop.duplicate();
        Context other = loop.duplicate();
        for (int i = 0; i < 5; i++) {
            int number = i;
            Context context = i % 2 == 0 ? one : other;
            handover.give(context, () -> written.add(number + (Vertx.currentContext() == context ? "" : " elsewhere")));
        }

        assertThat(((SingleThreadEventExecutor) loop.nettyEventLoop()).pendingTasks()).isEqualTo(1);
        whenAllAreWritten();
        assertThat(written).containsExactly("0", "1", "2", "3", "4");
    }

    @Test
    void goesOnAfterAnAnswerThatFails() {
        loop.exceptionHandler(failure -> written.add(failure.getMessage()));
        handover.give(loop, () -> {
            throw new IllegalStateException("the sender has gone");
        });
        handover.give(loop, () -> written.add("next"));

        whenAllAreWritten();
        assertThat(written).containsExactly("the sender has gone", "next");
    }

    @Test
    void callsTheLoopAgainForAnAnswerThatComesLater() {
        handover.give(loop, () -> written.add("first"));
        whenAllAreWritten();
        handover.give(loop, () -> written.add("second"));

        whenAllAreWritten();
        assertThat(written).containsExactly("first", "second");
    }

    private void whenAllAreWritten() {
        CountDownLatch last = new CountDownLatch(1);
        loop.runOnContext(unused -> last.countDown());
        free.countDown();
        await(last);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
