package serai.webhook.server;

import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.impl.ContextInternal;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Hands answers over to the event loops that write them. All that come until the loop begins go over in one task, as the answers
 * of one commit do: waking a loop costs more than an answer's place in a queue. Answers of one loop keep their order. Safe for
 * use by several threads; there are no more answers than requests that wait for them.
 */
final class AnswerHandover {

    private final Map<EventLoop, Waiting> loops = new ConcurrentHashMap<>(1); // as many as the server has

    /** An answer, and the context of its request. */
    private record Answer(ContextInternal context, Runnable write) {
    }

    /**
     * Has the answer written on the event loop of the request's context.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the loop has ended
     */
    void give(Context context, Runnable write) {
        ContextInternal own = (ContextInternal) context;
        loops.computeIfAbsent(own.nettyEventLoop(), Waiting::new).add(new Answer(own, write));
    }

    /** The answers that wait for one event loop. */
    private static final class Waiting implements Runnable {

        private final EventLoop loop;
        private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean called = new AtomicBoolean(); // whether the loop was called and has not begun yet

        Waiting(EventLoop loop) {
            this.loop = loop;
        }

        void add(Answer answer) {
            answers.add(answer);
            if (called.compareAndSet(false, true)) {
                loop.execute(this);
            }
        }

        @Override
        public void run() {
            called.set(false); // before the queue is read: a later answer calls the loop again
            for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
                answer.context.dispatch(answer.write); // reports a failure, and goes on
            }
        }
    }
}
