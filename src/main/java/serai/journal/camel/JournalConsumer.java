package serai.journal.camel;

import org.apache.camel.Processor;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import serai.journal.attempt.AttemptLease;
import serai.journal.delivery.BatchLimits;
import serai.journal.delivery.Delivery;
import serai.journal.store.DeliveryStore;
import serai.threads.SupervisedThread;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Delivers a destination's pages to its route by {@link RouteDelivery}, in exchanges of up to {@code batchSize} records
 * with one batch key. Exchanges of one type run one after the other; up to {@code concurrentTypes} types run at the same time.
 */
final class JournalConsumer extends DefaultConsumer {

    /** The consumer finds changes by another process's command after this time at the latest, also during a back-off. */
    static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /** How long an attempt under way may take to end when the route stops. After that it is interrupted. */
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private final JournalEndpoint endpoint;
    private final String destination;
    private final Semaphore wake = new Semaphore(0);
    private DeliveryStore.@Nullable Registration registration;
    private @Nullable SupervisedThread thread;
    private @Nullable ExecutorService beside;
    private @Nullable LeasedDelivery deliveries;
    private volatile CountDownLatch stop = new CountDownLatch(1); // a new one for each start

    JournalConsumer(JournalEndpoint endpoint, String destination, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.destination = destination;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        JournalComponent component = endpoint.journalComponent();
        component.deliveries().read(destination, this);
        try {
            begin(component);
        } catch (RuntimeException | Error e) { // Camel does not stop it then
            component.deliveries().readNoMore(destination, this);
            throw e;
        }
    }

    private void begin(JournalComponent component) {
        stop = new CountDownLatch(1);
        BatchLimits limits = endpoint.limits();
        ExecutorServiceManager threads = endpoint.getCamelContext().getExecutorServiceManager();
        beside = threads.newFixedThreadPool(this, "journal-" + destination + "-beside", limits.types());
        ExecutorService others = beside;
        deliveries = new LeasedDelivery(component.store(), component.deliveries(), destination,
                epoch -> new Delivery(component.store(), destination, epoch, limits, component.policy(), component.clock(), others,
                        new RouteDelivery(this, component.clock(), this::isToStop,
                                new AttemptLease(() -> component.store().mayDeliverFor(destination)))));
        registration = component.store().onAppend(destination, wake::release);
        LeasedDelivery ending = deliveries;
        thread = SupervisedThread.begin("journal-" + destination, () -> turn(ending), ending::end);
    }

    private Duration turn(LeasedDelivery deliveries) throws InterruptedException {
        wake.drainPermits();
        Delivery delivery = deliveries.current();
        if (delivery == null) {
            pause(deliveries.looksAgainIn());
            return Duration.ZERO;
        }
        if (endpoint.journalComponent().deliveries().isLastUnderWay(destination)) { // two attempts would deliver the same records
            delivery.waitsFor(
                    "an attempt from before its route was stopped has not ended; check the destination and the steps of its route, "
                            + "or restart Serai");
            pause(LOOK_AGAIN);
            return Duration.ZERO;
        }
        Optional<Duration> wait = delivery.attempt();
        if (isToStop()) {
            return Duration.ZERO;
        }
        if (wait.isEmpty()) {
            wake.tryAcquire(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        } else if (!wait.get().isZero()) {
            pause(wait.get());
        }
        return Duration.ZERO;
    }

    private boolean isToStop() {
        return stop.getCount() == 0;
    }

    /**
     * Waits, also if records are appended meanwhile, but not if the route stops. Waits for {@link #LOOK_AGAIN} at the most,
     * since an operator may end the back-off.
     */
    private void pause(Duration wait) throws InterruptedException {
        stop.await(Math.min(wait.toNanos(), LOOK_AGAIN.toNanos()), TimeUnit.NANOSECONDS);
    }

    @Override
    protected void doStop() throws Exception {
        try {
            end();
        } finally {
            endpoint.journalComponent().deliveries().readNoMore(destination, this);
        }
        super.doStop();
    }

    private void end() throws Exception {
        stop.countDown();
        if (registration != null) {
            registration.close();
        }
        wake.release();
        SupervisedThread ending = thread;
        ExecutorService endingBeside = beside;
        if (ending != null && endingBeside != null) {
            ending.close(STOP_WITHIN);
            endpoint.getCamelContext().getExecutorServiceManager().shutdownGraceful(endingBeside); // it gets no more tasks
            endpoint.journalComponent().deliveries().ended(destination, () -> !ending.hasEnded() || !endingBeside.isTerminated());
            thread = null;
        }
    }
}
