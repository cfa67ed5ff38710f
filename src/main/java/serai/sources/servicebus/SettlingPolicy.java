package serai.sources.servicebus;

import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.StatefulService;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.camel.support.UnitOfWorkHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Settles each message when its route has ended: runs the consumer's own action, which completes the message, or
 * {@link BrokerDeadLettering} after a failure. It also lets a route settle the messages that it is handling before its consumer
 * stops. Camel stops the consumer first, and the consumer for Service Bus then interrupts its handlers. The messages that they
 * were handling would be settled as failed, or not at all.
 *
 * <p>When the Camel context begins to stop, this policy holds back new exchanges, and the stop waits until the exchanges in
 * flight are done and settled, {@code within} at most. Messages that are held back, and messages that fail after the consumer
 * has begun to stop, are neither completed nor dead-lettered: their locks end, and they come again.
 *
 * <p>Use it for routes that are synchronous from end to end. To stop a single route, call {@link #settle} first; the route
 * takes exchanges again when it is started. Several routes may share one policy; then they settle together.
 */
public final class SettlingPolicy extends RoutePolicySupport {

    private static final Logger LOG = LoggerFactory.getLogger(SettlingPolicy.class);

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
    private int inFlight;
    private boolean holdingBack;

    /** @param within how long a stop waits for exchanges in flight; not negative */
    public SettlingPolicy(Duration within, Clock clock) {
        this.settlements = new SettlementFailures(clock);
        if (within.isNegative()) {
            throw new IllegalArgumentException("a stop can't wait for " + within);
        }
        this.within = within;
    }

    @Override
    public void onInit(Route route) {
        super.onInit(route);
        route.getCamelContext().addLifecycleStrategy(whenContextStops);
    }

    @Override
    public void onStart(Route route) {
        open();
    }

    @Override
    public void onStop(Route route) {
        // The consumer has stopped, so no exchange needs to be held back any longer.
        open();
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
            if (!holdingBack) {
                inFlight++;
                return true;
            }
            while (holdingBack) {
                opened.await();
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            settling.unlock();
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

    /** Stops holding exchanges back, after {@link #settle}. Called when the consumer has stopped, or starts. */
    void open() {
        settling.lock();
        try {
            holdingBack = false;
            opened.signalAll();
        } finally {
            settling.unlock();
        }
    }

    /**
     * Holds back new exchanges from now on, and waits until those in flight are settled.
     *
     * @return true if all are settled; false if the policy's time is over, or the thread is interrupted
     */
    public boolean settle() {
        long nanosLeft = within.toNanos();
        settling.lock();
        try {
            holdingBack = true;
            while (inFlight > 0 && nanosLeft > 0) {
                nanosLeft = settled.awaitNanos(nanosLeft);
            }
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
