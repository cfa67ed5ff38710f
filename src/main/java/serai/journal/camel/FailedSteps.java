package serai.journal.camel;

import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;
import serai.journal.camel.sending.CustomSteps;
import serai.journal.camel.sending.SentRecords;
import serai.steps.StepFailures;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Notes the first step of an attempt that fails. A route can hide a failure from the exchange that it gives back: with
 * {@code doTry}, with {@code onException} and {@code handled}, or in a {@code split} or {@code multicast} whose parts are
 * exchanges of their own. Therefore Serai watches every step. An exchange and its copies share one note, as an exchange
 * property.
 */
final class FailedSteps {

    private static final String PROPERTY = "serai.failed.steps";

    private final AtomicReference<Exchange> first = new AtomicReference<>();
    private final AtomicReference<Throwable> cause = new AtomicReference<>();

    private FailedSteps() {
    }

    /** Notes from now on the failures of this exchange's steps and of its copies' steps. */
    static FailedSteps watch(Exchange exchange) {
        FailedSteps steps = new FailedSteps();
        exchange.setProperty(PROPERTY, steps);
        return steps;
    }

    /** The exchange whose step failed first: the watched one or a copy of it; null if no step has failed. */
    @Nullable
    Exchange first() {
        return first.get();
    }

    /** Why that step failed; null if no step has failed. */
    @Nullable
    Throwable cause() {
        return cause.get();
    }

    private static void note(Exchange exchange) {
        Throwable failure = exchange.getException();
        FailedSteps steps = failure == null ? null : exchange.getProperty(PROPERTY, FailedSteps.class);
        if (steps != null && steps.cause.compareAndSet(null, failure)) {
            steps.first.set(exchange);
            SentRecords sent = SentRecords.of(exchange);
            if (sent != null) {
                sent.failed();
            }
        }
    }

    /**
     * Watches every step of the context's routes. If an exchange is watched, or has events that are not settled yet, the watch
     * adds to a failure which step has failed.
     */
    static final class Watch implements InterceptStrategy {

        private final StepFailures failures = new StepFailures();

        @Override
        public Processor wrapProcessorInInterceptors(CamelContext context, NamedNode step, Processor target,
                Processor nextTarget) {
            return new Step(target, step, failures, CustomSteps.isOne(context, step));
        }
    }

    private static final class Step extends DelegateAsyncProcessor {

        private final NamedNode node;
        private final StepFailures failures;
        private final boolean isCustom;

        private Step(Processor target, NamedNode node, StepFailures failures, boolean isCustom) {
            super(target);
            this.node = node;
            this.failures = failures;
            this.isCustom = isCustom;
        }

        private void look(Exchange exchange) {
            SentRecords sent = SentRecords.of(exchange);
            if (sent != null && isCustom) {
                sent.mayHaveSent(exchange);
            } else if (sent != null) {
                sent.look(exchange);
            }
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            look(exchange);
            return getProcessor().process(exchange, doneSync -> {
                if (exchange.getException() != null) {
                    failed(exchange);
                }
                callback.done(doneSync);
            });
        }

        private void failed(Exchange exchange) {
            PendingAppend receipt = PendingAppend.of(exchange);
            boolean watched = exchange.getProperty(PROPERTY) != null;
            if (watched || receipt != null && receipt.isOpen()) {
                failures.look(node, exchange);
            }
            note(exchange);
        }
    }
}
