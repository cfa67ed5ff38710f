package serai.cli.publish;

import java.util.concurrent.CompletableFuture;

/** Where a platform publishes to. Tries once; whether to try again is the caller's to decide. */
public interface PublishTarget extends AutoCloseable {

    /**
     * Sends one event, without waiting.
     *
     * @return completes with what became of it, or with an {@link java.io.IOException} where no other event would be taken
     *         either: one line that says why, and what to do
     */
    CompletableFuture<PublishOutcome> send(byte[] body);

    /** Its address, without credentials. */
    String address();

    /** Whether it is on this machine, so that nobody else is sent what never happened. */
    boolean isHere();

    @Override
    void close();
}
