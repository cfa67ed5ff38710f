package serai.sources.servicebus;

import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.StatefulService;
import org.apache.camel.component.azure.servicebus.ServiceBusConsumer;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.camel.support.UnitOfWorkHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Settles each message when its route has ended: runs the consumer's own action, which completes the message, or
 * {@link BrokerDeadLettering} after a failure. It also lets a route settle the messages that it is handling before its consumer
 * stops. Camel stops the consumer first, and the consumer for Service Bus then interrupts its handlers. The messages that they
 * were handling would be settled as failed, or not at all.
 *
 * <p>When the Camel context begins to stop, messages that come are still handled, but their threads don't go back to the
 * consumer, since each that does makes the client ask the broker for another message. The stop waits, {@code within} at most,
 * until those in flight are settled and the broker hands out no more: every thread has stayed, or none has come for a moment.
 * Messages that come later are held back. Those that are held back or were fetched ahead, and those that fail after the consumer
 * has begun to stop, are neither completed nor dead-lettered: the client gives them back when it closes, or their lock ends, and
 * they come again. The broker counts that as a delivery.
 *
 * <p>Use it for routes that are synchronous from end to end. To stop a single route, call {@link #settle} first; the route
 * takes exchanges again when it is started. Several routes may share one policy; then they settle together.
 */
public final class SettleBeforeStop extends RoutePolicySupport {

    private static final Logger LOG = LoggerFactory.getLogger(SettleBeforeStop.class);
    /** If no message comes for so long while handlers are free, none is expected before the consumer has stopped. */
    private static final long QUIET_NANOS = Duration.ofMillis(250).toNanos();

    private final Duration within;
    private final ReentrantLock settling = new ReentrantLock();
    private final Condition settled = settling.newCondition();
    private final Condition opened = settling.newCondition();
    private final LifecycleStrategySupport whenContextStops = new LifecycleStrategySupport() {
        @Override
        public void onContextStopping(CamelContext context) {
            settle();
        }
    };
    private final SettlementFailures settlements;
    private final Set<Route> started = new HashSet<>();
    private int inFlight;
    private int staying;
    private long lastCame;
    private Intake intake = Intake.OPEN;

    private enum Intake {
        /** Messages are handled. */
        OPEN,
        /** Messages that the broker has handed out are handled, and their threads stay here. */
        DRAINING,
        /** Messages are held back. */
        SHUT
    }

    /** @param within how long a stop waits for exchanges in flight; not negative */
    public SettleBeforeStop(Duration within, Clock clock) {
        this.settlements = new SettlementFailures(clock);
        if (within.isNegative()) {
            throw new IllegalArgumentException("a stop can't wait for " + within);
        }
        this.within = within;
    }

    /**
     * A policy by the machine's clock, for a Kamelet.
     *
     * @param within how long a stop waits for exchanges in flight, in milliseconds; not negative
     */
    public static SettleBeforeStop ofMilliseconds(long within) {
        return new SettleBeforeStop(Duration.ofMillis(within), Clock.systemUTC());
    }

    @Override
    public void onInit(Route route) {
        super.onInit(route);
        route.getCamelContext().addLifecycleStrategy(whenContextStops);
    }

    @Override
    public void onStart(Route route) {
        open(() -> started.add(route));
    }

    @Override
    public void onStop(Route route) {
        // The consumer has stopped, so no exchange needs to be held back any longer.
        open(() -> started.remove(route));
    }

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        List<Synchronization> settlement = takeSettlement(exchange);
        if (enter()) {
            exchange.getExchangeExtension().addOnCompletion(new Settlement(route.getConsumer(), settlement));
        } else {
            exchange.setRouteStop(true);
        }
    }

    /** Removes the consumer's own actions from the exchange, so that this policy decides whether to run them. */
    private static List<Synchronization> takeSettlement(Exchange exchange) {
        Exchange taker = new DefaultExchange(exchange.getContext());
        exchange.getUnitOfWork().handoverSynchronization(taker);
        return taker.getExchangeExtension().handoverCompletions();
    }

    /** Whether the exchange may go on. An exchange that is held back waits here until its consumer has stopped. */
    private boolean enter() {
        settling.lock();
        try {
            if (intake != Intake.SHUT) {
                inFlight++;
                lastCame = System.nanoTime();
                return true;
            }
            awaitOpened();
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            settling.unlock();
        }
    }

    private void awaitOpened() throws InterruptedException {
        while (intake != Intake.OPEN) {
            opened.await();
        }
    }

    private void leave() {
        settling.lock();
        try {
            inFlight--;
            settled.signalAll();
        } finally {
            settling.unlock();
        }
    }

    /** Waits after {@link #leave}, so that the consumer doesn't ask for another message before it stops. */
    private void stay() {
        settling.lock();
        staying++;
        settled.signalAll();
        try {
            awaitOpened();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the consumer has stopped
        } finally {
            staying--;
            settling.unlock();
        }
    }

    /** Lets messages through again, after {@link #settle}. Called when the consumer has stopped, starts, or goes on after all. */
    public void open() {
        open(() -> {
        });
    }

    private void open(Runnable before) {
        settling.lock();
        try {
            before.run();
            intake = Intake.OPEN;
            opened.signalAll();
        } finally {
            settling.unlock();
        }
    }

    /**
     * Waits until what the broker has handed out is settled and it hands out no more. Messages that come later are held back.
     *
     * @return true if all are settled; false if the policy's time is over, or the thread is interrupted
     */
    public boolean settle() {
        long nanosLeft = within.toNanos();
        settling.lock();
        try {
            if (intake == Intake.OPEN) {
                intake = Intake.DRAINING;
                lastCame = System.nanoTime();
            }
            long quiet = 0;
            while (nanosLeft > 0 && (inFlight > 0 || (quiet = quietNanosLeft()) > 0)) {
                long wait = inFlight > 0 ? nanosLeft : Math.min(quiet, nanosLeft);
                nanosLeft -= wait - settled.awaitNanos(wait);
            }
            intake = Intake.SHUT;
            if (inFlight > 0) {
                LOG.warn("{} messages were not handled within {} ms of the stop. They come again.",
                        inFlight, within.toMillis());
            }
            return inFlight == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            settling.unlock();
        }
    }

    /** How long still to wait for a message that the broker may hand out; 0 or less if it hands out none. */
    private long quietNanosLeft() {
        boolean mayCome = intake == Intake.DRAINING && staying < started.stream().mapToInt(SettleBeforeStop::handlers).sum();
        return mayCome ? QUIET_NANOS - (System.nanoTime() - lastCame) : 0;
    }

    /** How many messages the broker hands out to a route at once, apart from those that are fetched ahead. */
    private static int handlers(Route route) {
        return route.getConsumer() instanceof ServiceBusConsumer consumer ? consumer.getConfiguration().getMaxConcurrentCalls() : 0;
    }

    /** The consumer's own actions at the end of one exchange. */
    private final class Settlement implements Synchronization {

        private final Consumer consumer;
        private final List<Synchronization> actions;

        private Settlement(Consumer consumer, List<Synchronization> actions) {
            this.consumer = consumer;
            this.actions = actions;
        }

        @Override
        public void onComplete(Exchange exchange) {
            settle(exchange);
        }

        @Override
        public void onFailure(Exchange exchange) {
            // A handler that its own consumer has interrupted tells nothing about the message.
            if (consumer instanceof StatefulService service && (service.isStopping() || service.isStopped())) {
                leave();
            } else {
                settle(exchange);
            }
        }

        private void settle(Exchange exchange) {
            try {
                UnitOfWorkHelper.doneSynchronizations(exchange, actions.stream().<Synchronization>map(this::told).toList());
            } finally {
                leave();
                stay();
            }
        }

        /**
         * Wraps a settlement, because Camel would log each failed one with a stack trace, and all of them fail when a
         * connection breaks.
         */
        private Synchronization told(Synchronization action) {
            return new Synchronization() {
                @Override
                public void onComplete(Exchange exchange) {
                    settlements.attempt(() -> action.onComplete(exchange));
                }

                @Override
                public void onFailure(Exchange exchange) {
                    settlements.attempt(() -> {
                        if (!BrokerDeadLettering.isCarriedOut(consumer, exchange, action)) {
                            action.onFailure(exchange);
                        }
                    });
                }
            };
        }
    }
}
