package serai.webhook.server;

import io.vertx.core.Future;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits for what a server does when it starts and stops, each step for {@value #MAX_SECONDS} s at the most.
 *
 * @param server what to call it in messages
 */
record ServerStep(String server) {

    private static final int MAX_SECONDS = 10;

    /**
     * Returns when a step is done.
     *
     * @param what the step, behind "can't"
     * @throws IOException if it fails, or is not done in time; the message is one line
     */
    void await(Future<?> step, String what) throws IOException, InterruptedException {
        try {
            step.toCompletionStage().toCompletableFuture().get(MAX_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException("%s can't %s (%s)".formatted(server, what, e.getCause().getMessage()), e);
        } catch (TimeoutException e) {
            throw new IOException("%s can't %s within %s s".formatted(server, what, MAX_SECONDS), e);
        }
    }

    /**
     * The same of a step of a stop, which an interrupt ends.
     *
     * @throws IllegalStateException if it fails, or is not done in time; the message is one line
     */
    void awaitEnd(Future<Void> step, String what) {
        try {
            await(step, what);
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
