package serai.journal.camel.trace;

import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import serai.journal.attempt.Attempt;
import serai.journal.delivery.page.DeliveryFailedException;
import serai.journal.store.Failure;
import serai.model.trace.CurrentTrace;
import serai.model.trace.LogContext;
import serai.model.trace.TraceContext;

/**
 * Makes a span for each attempt, if Serai traces: it begins when the destination's route gets the batch, and ends with the
 * route.
 *
 * @param traces null if nothing is traced
 */
public record AttemptSpans(@Nullable Traces traces) {

    /** What is done in an attempt. */
    @FunctionalInterface
    public interface Delivering {
        void run() throws Exception;
    }

    public static AttemptSpans of(CamelContext context) {
        return new AttemptSpans(Traces.of(context));
    }

    /** @throws Exception what the attempt has thrown */
    public void run(Attempt attempt, Delivering delivering) throws Exception {
        if (traces == null) {
            delivering.run();
            return;
        }
        Traces.OpenSpan span = traces.deliver(attempt);
        TraceContext context = span.context();
        String error = null;
        Integer status = null;
        try (CurrentTrace.Scope sending = context == null ? null : CurrentTrace.begin(context);
                Traces.Current current = span.makeCurrent();
                MDC.MDCCloseable trace = LogContext.ofTrace(context);
                MDC.MDCCloseable id = context == null ? null : MDC.putCloseable(LogContext.SPAN, context.spanId())) {
            delivering.run();
        } catch (DeliveryFailedException e) {
            Failure failure = e.failure();
            error = failure.failureClass().word();
            status = failure.status();
            throw e;
        } catch (Exception | Error e) {
            error = e.getClass().getSimpleName(); // its message may quote a record
            throw e;
        } finally {
            span.end(error, status);
        }
    }
}
