package serai.cli.publish;

import java.util.concurrent.CompletableFuture;

/** The system to which a platform publishes. It tries each event once; the caller decides about retries. */
public interface PublishTarget extends AutoCloseable {

    /**
     * Sends one event, without waiting.
     *
     * @return completes with the outcome, or exceptionally with an {@link java.io.IOException} if no event would be accepted;
     *         its message says in one line why, and what to do
     */
    CompletableFuture<PublishOutcome> send(byte[] body);

    /** The target's address, without credentials. */
    String address();

    /** Whether the target is on this machine, so that invented events reach nobody else. */
    boolean isHere();

    @Override
    void close();
}
