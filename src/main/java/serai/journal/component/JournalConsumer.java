package serai.journal.component;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.support.DefaultConsumer;
import serai.journal.Attempt;
import serai.journal.Delivery;
import serai.journal.Journal;
import serai.journal.Kind;
import serai.journal.Portions;
import serai.model.LearningRecord;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Delivers a destination's pages to its route: one exchange for each kind of record in a page, each type's one after the
 * other, as many types at the same time as the endpoint says.
 *
 * <p>The body is the list of records; the headers {@code type}, {@code source}, {@code redraw} and {@code receivedDay} are
 * what they have in common, {@code repeat} tells whether some may have arrived before. The exchange property
 * {@value Attempt#PROPERTY} holds the {@link Attempt}.
 */
final class JournalConsumer extends DefaultConsumer {

    /** What another process's command has changed is found after this time at the latest, in a back-off too. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /** Batches in a page, at the least: it holds records of several kinds. */
    private static final int PAGE_BATCHES = 10;

    private final JournalEndpoint endpoint;
    private final String destination;
    private final Semaphore wake = new Semaphore(0);
    private Journal.Registration registration;
    private ExecutorService thread;
    private ExecutorService beside;
    private volatile CountDownLatch stop;

    JournalConsumer(JournalEndpoint endpoint, String destination, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.destination = destination;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        stop = new CountDownLatch(1);
        JournalComponent component = endpoint.journalComponent();
        Portions portions = new Portions(endpoint.getBatchSize(), PAGE_BATCHES * endpoint.getBatchSize(), endpoint.getConcurrentTypes());
        ExecutorServiceManager threads = endpoint.getCamelContext().getExecutorServiceManager();
        beside = threads.newFixedThreadPool(this, "journal-" + destination + "-beside", portions.types());
        Delivery delivery = new Delivery(component.journal(), destination, portions, component.policy(), component.clock(), beside,
                this::deliver);
        registration = component.journal().onAppend(destination, wake::release);
        thread = threads.newSingleThreadExecutor(this, "journal-" + destination);
        thread.execute(() -> run(delivery));
    }

    private void run(Delivery delivery) {
        while (!isToStop()) {
            wake.drainPermits();
            try {
                Optional<Duration> wait = delivery.attempt();
                if (wait.isEmpty()) {
                    wake.tryAcquire(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                } else if (!wait.get().isZero()) {
                    pause(wait.get());
                }
            } catch (InterruptedException e) {
                break;
            }
        }
        delivery.end();
    }

    private boolean isToStop() {
        return stop.getCount() == 0;
    }

    /** Waits, whatever is appended meanwhile, unless the route stops; no longer than an operator may take to end a back-off. */
    private void pause(Duration wait) throws InterruptedException {
        stop.await(Math.min(wait.toNanos(), LOOK_AGAIN.toNanos()), TimeUnit.NANOSECONDS);
    }

    private void deliver(Kind kind, List<LearningRecord> records, Attempt attempt) throws Exception {
        Exchange exchange = createExchange(false);
        try {
            exchange.getMessage().setBody(records);
            exchange.getMessage().setHeader("type", kind.type());
            exchange.getMessage().setHeader("source", kind.source());
            exchange.getMessage().setHeader("redraw", kind.redraw());
            exchange.getMessage().setHeader("receivedDay", kind.receivedDay().toString());
            exchange.getMessage().setHeader("repeat", attempt.isRepeat());
            exchange.setProperty(Attempt.PROPERTY, attempt);
            FailedSteps steps = FailedSteps.watch(exchange);
            getProcessor().process(exchange);
            RouteFailure failure = new RouteFailure(exchange, steps, isToStop());
            if (failure.cause() != null) {
                throw failure.toException(endpoint.journalComponent().clock().instant());
            }
        } finally {
            releaseExchange(exchange, false);
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (stop != null) {
            stop.countDown();
        }
        if (registration != null) {
            registration.close();
        }
        wake.release();
        if (thread != null) {
            ExecutorServiceManager threads = endpoint.getCamelContext().getExecutorServiceManager();
            threads.shutdownGraceful(thread);
            threads.shutdownGraceful(beside); // nothing is begun there any more
            thread = null;
        }
        super.doStop();
    }
}
