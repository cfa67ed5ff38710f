package serai.webhook.server;

import io.vertx.core.Future;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits for the steps of a server's start and stop, for {@value #MAX_SECONDS} s each at the most.
 *
 * @param server the server's name in messages
 */
record ServerStep(String server) {

    private static final int MAX_SECONDS = 10;

    /**
     * Waits until a step is done.
     *
     * @param what the step in words that follow "can't"
     * @throws IOException if the step fails or is not done in time; the message is one line
     */
    void await(Future<?> step, String what) throws IOException, InterruptedException {
        try {
            step.toCompletionStage().toCompletableFuture().get(MAX_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new IOException("%s can't %s (%s)".formatted(server, what, cause.getMessage()), e);
        } catch (TimeoutException e) {
            throw new IOException("%s can't %s within %s s".formatted(server, what, MAX_SECONDS), e);
        }
    }

    /**
     * Waits until a step of a stop is done, or until the thread is interrupted.
     *
     * @throws IllegalStateException if the step fails or is not done in time; the message is one line
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
