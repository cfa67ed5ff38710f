package serai.sandbox.servicebus;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/** The one thread on which all work in a namespace is done. Other threads give it tasks. */
final class EventLoop {

    private static final long SECONDS_MAX = 10;

    private final Vertx vertx;
    private final boolean owned;
    private final Context context;

    private EventLoop(Vertx vertx, boolean owned) {
        this.vertx = vertx;
        this.owned = owned;
        this.context = vertx.getOrCreateContext();
    }

    /** @param vertx the Vert.x that provides the loop; null to create one, whose threads don't keep the process alive */
    static EventLoop of(@Nullable Vertx vertx) {
        return vertx != null ? new EventLoop(vertx, false) : new EventLoop(Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1).setUseDaemonThread(true)
                .setFileSystemOptions(new FileSystemOptions().setFileCachingEnabled(false))), true);
    }

    /** Runs the work on the loop, after its current task. Returns at once. */
    void soon(Runnable work) {
        context.runOnContext(none -> work.run());
    }

    /**
     * Runs the work on the loop, and waits for the result.
     *
     * @throws RuntimeException that the work throws
     */
    <T> T call(Supplier<T> work) {
        try {
            return await(ours -> Future.succeededFuture(work.get()));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    /**
     * Starts asynchronous work on the loop, and waits for its end.
     *
     * @throws ExecutionException if the work fails; its cause is the failure
     */
    <T> T await(Function<Vertx, Future<T>> work) throws ExecutionException {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException("an event loop can't wait for the sandbox");
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        soon(() -> {
            try {
                work.apply(vertx).onSuccess(result::complete).onFailure(result::completeExceptionally);
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return waitFor(result);
    }

    /** The failure of the work that {@link #await} has waited for. */
    static Throwable failure(ExecutionException of) {
        return of.getCause() == null ? of : of.getCause();
    }

    /** Ends the loop, if this object has created it. */
    void close() throws ExecutionException {
        if (owned) {
            waitFor(vertx.close().toCompletionStage().toCompletableFuture());
        }
    }

    private static <T> T waitFor(CompletableFuture<T> result) throws ExecutionException {
        try {
            return result.get(SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the sandbox", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the sandbox has not answered for " + SECONDS_MAX + " seconds", e);
        }
    }
}
