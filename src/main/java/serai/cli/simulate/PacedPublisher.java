package serai.cli.simulate;

import org.jspecify.annotations.Nullable;
import serai.cli.publish.PublishOutcome;
import serai.cli.publish.PublishTarget;
import serai.sandbox.platforms.PublishedEvent;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends events in their order, with up to {@value #IN_FLIGHT_MAX} in flight. An event that can't be accepted now is sent again
 * after a back-off, {@value #ATTEMPTS_MAX} times in all.
 */
final class PacedPublisher {

    static final int IN_FLIGHT_MAX = 64;
    static final int ATTEMPTS_MAX = 10;

    private static final Duration DELAY = Duration.ofMillis(100);
    /** How often the delay doubles, so that an event is given up after half a minute. */
    private static final int DOUBLED_MAX = 6;

    private final PublishTarget recipient;
    private final int rate;
    private final Duration delay;
    private final Log log;
    private final Deque<Flight> flying = new ArrayDeque<>();
    private final AtomicLong again = new AtomicLong();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable IOException failure; // the first

    /** Is called for each event that was accepted or refused, in order, by the sending thread. */
    interface Log {

        void sent(PublishedEvent event, PublishOutcome reception);
    }

    private record Flight(PublishedEvent event, CompletableFuture<PublishOutcome> reception) {
    }

    /** @param rate greatest number of events a second; 0 for as many as are accepted */
    PacedPublisher(PublishTarget recipient, int rate, Log log) {
        this(recipient, rate, DELAY, log);
    }

    /** @param delay wait before the second attempt; it doubles before each further attempt, up to 64 times as long */
    PacedPublisher(PublishTarget recipient, int rate, Duration delay, Log log) {
        this.recipient = recipient;
        this.rate = rate;
        this.delay = delay;
        this.log = log;
    }

    /**
     * Returns when all events are accepted or refused, or after {@link #stop}, when the events in flight have their outcomes.
     *
     * @throws IOException if no more events are accepted; the log has the events that were accepted before
     */
    void send(Iterator<PublishedEvent> events) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        for (long number = 0; events.hasNext() && failure == null && untilDue(begun, number); number++) {
            PublishedEvent event = events.next();
            flying.add(new Flight(event, attempt(event.body(), 1)));
            while (flying.size() >= IN_FLIGHT_MAX || !flying.isEmpty() && flying.peek().reception().isDone()) {
                land(flying.remove());
            }
        }
        while (!flying.isEmpty()) {
            land(flying.remove());
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** @return whether to go on */
    private boolean untilDue(long begun, long number) throws InterruptedException {
        long due = rate == 0 ? 0 : begun + TimeUnit.SECONDS.toNanos(number) / rate - System.nanoTime();
        return !stopped.await(Math.max(0, due), TimeUnit.NANOSECONDS);
    }

    private CompletableFuture<PublishOutcome> attempt(byte[] body, int attempt) {
        return recipient.send(body).thenCompose(reception -> {
            if (reception != PublishOutcome.NOT_NOW || attempt == ATTEMPTS_MAX || stopped.getCount() == 0) {
                return CompletableFuture.completedFuture(reception);
            }
            again.incrementAndGet();
            long millis = delay.toMillis() << Math.min(attempt - 1, DOUBLED_MAX);
            return CompletableFuture.runAsync(() -> {
            }, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS)).thenCompose(passed -> attempt(body, attempt + 1));
        });
    }

    private void land(Flight flight) {
        try {
            PublishOutcome reception = flight.reception().join();
            if (reception != PublishOutcome.NOT_NOW) {
                log.sent(flight.event(), reception);
            } else if (stopped.getCount() > 0) {
                fail(new IOException("%s accepted nothing in %s tries; check that it runs there".formatted(recipient.address(),
                        ATTEMPTS_MAX)));
            }
        } catch (CompletionException e) {
            fail(e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause()));
        }
    }

    private void fail(IOException first) {
        failure = failure == null ? first : failure;
    }

    /**
     * How often an event was sent again because it had no answer or was not accepted. If an event was accepted but its answer
     * was lost, Serai has got it twice.
     */
    long again() {
        return again.get();
    }

    /** Stops sending further events. May be called from any thread. */
    void stop() {
        stopped.countDown();
    }
}
