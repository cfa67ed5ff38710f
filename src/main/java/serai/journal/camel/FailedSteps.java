package serai.journal.camel;

import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The first step of an attempt that has failed. Routes can hide a failure from the exchange that they give back: {@code
 * doTry}, {@code onException} with {@code handled}, a {@code split} or {@code multicast} whose parts are exchanges of their
 * own. So every step is watched, and the copies of an exchange share what was seen, by an exchange property.
 */
final class FailedSteps {

    private static final String PROPERTY = "serai.failed.steps";

    private final AtomicReference<Exchange> first = new AtomicReference<>();
    private final AtomicReference<Throwable> cause = new AtomicReference<>();

    private FailedSteps() {
    }

    /** From now on, failures of this exchange's steps and of its copies' are noted. */
    static FailedSteps watch(Exchange exchange) {
        FailedSteps steps = new FailedSteps();
        exchange.setProperty(PROPERTY, steps);
        return steps;
    }

    /** The exchange whose step was the first to fail: the one watched or a copy of it; null where none has failed. */
    Exchange first() {
        return first.get();
    }

    /** Why it has; null where none has failed. */
    Throwable cause() {
        return cause.get();
    }

    private static void note(Exchange exchange) {
        Throwable failure = exchange.getException();
        FailedSteps steps = failure == null ? null : exchange.getProperty(PROPERTY, FailedSteps.class);
        if (steps != null && steps.cause.compareAndSet(null, failure)) {
            steps.first.set(exchange);
        }
    }

    /** Watches every step of the context's routes; those of exchanges that nobody watches cost a look. */
    static final class Watch implements InterceptStrategy {

        @Override
        public Processor wrapProcessorInInterceptors(CamelContext context, NamedNode step, Processor target,
                                                     Processor nextTarget) {
            return new Step(target);
        }
    }

    private static final class Step extends DelegateAsyncProcessor {

        private Step(Processor target) {
            super(target);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            AsyncProcessor target = getProcessor();
            if (exchange.getProperty(PROPERTY) == null) {
                return target.process(exchange, callback);
            }
            return target.process(exchange, doneSync -> {
                note(exchange);
                callback.done(doneSync);
            });
        }
    }
}
