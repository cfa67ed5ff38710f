package serai.journal.camel;

import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.spi.CamelInternalProcessorAdvice;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.spi.InternalProcessor;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import serai.journal.Appended;
import serai.journal.DestinationName;
import serai.journal.JournalWriter;
import serai.journal.UnkeptEventException;
import serai.journal.camel.trace.SourceSpans;
import serai.model.LearningRecord;
import serai.model.trace.LogContext;
import serai.steps.FailedStepException;
import serai.steps.StepFailures;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;

/**
 * Gives each incoming exchange a {@link PendingAppend} (its receipt), and settles that after the last step of the route in which
 * the exchange began. A failure to settle is a failure of that step, so the route's {@code onException} handles it as any other.
 * Settling is not a step in the route's file, so an edited route can't lack it. Exchanges of routes that read {@code journal:}
 * get no receipt, because their records are in the journal already.
 *
 * <p>A {@code stop} in a called route ends only that route, and the calling route goes on. Otherwise a router that stops would
 * keep the source's route from answering.
 */
final class AppendAtRouteEnd implements RoutePolicyFactory, InterceptStrategy {

    /** Name of the exchange property that holds an {@link Appended}, once the event is kept. */
    static final String APPENDED = "serai.appended";

    private static final Logger LOG = LoggerFactory.getLogger(AppendAtRouteEnd.class);
    private static final String EVENT_LOOP = "event-loop"; // routes of that group must not block their thread
    private static final int REFUSED = 400;

    private final JournalWriter journal;
    private final UnkeptEvents unkept;
    private final DifferingEventsLog differing;

    AppendAtRouteEnd(JournalWriter journal, UnkeptEvents unkept, DifferingEventsLog differing) {
        this.journal = journal;
        this.unkept = unkept;
        this.differing = differing;
    }

    @Override
    public @Nullable RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
        boolean reads = route instanceof RouteDefinition definition && definition.getInput() != null
                && DestinationName.isIn(String.valueOf(definition.getInput().getEndpointUri()));
        return reads ? null : new Watch();
    }

    @Override
    public Processor wrapProcessorInInterceptors(CamelContext context, NamedNode step, Processor target, Processor next) {
        RouteDefinition route = step instanceof ProcessorDefinition<?> node ? ProcessorDefinitionHelper.getRoute(node) : null;
        return route == null ? target : new Step(target, step, route);
    }

    /** Begins a receipt with each exchange, and has its end looked at. */
    private final class Watch extends RoutePolicySupport {

        /** An advice of the whole route: Camel tells no policy of an exchange's end while its context stops. */
        @Override
        public void onInit(Route route) {
            if (!(route.getProcessor() instanceof InternalProcessor whole)) { // or an event that is not kept would be acknowledged
                throw new IllegalStateException("route %s: this Camel does not tell of the end of its exchanges; use %s"
                        .formatted(route.getRouteId(), "the version that Serai was built with"));
            }
            if (whole.getAdvice(End.class) == null) {
                whole.addAdvice(new End(route.getRouteId()));
            }
        }

        @Override
        public void onExchangeBegin(Route route, Exchange exchange) {
            PendingAppend receipt = PendingAppend.of(exchange);
            if (receipt != null) { // a route that was called, or a copy on another thread
                receipt.entered(route.getRouteId());
            } else if (route.getRouteId().equals(exchange.getFromRouteId())) {
                PendingAppend.begin(exchange, route.getRouteId());
            }
        }
    }

    /**
     * Fails and reports an exchange that has ended in another way than through its last step and has events that are not settled,
     * unless it has failed already or its answer refuses the event.
     */
    private final class End implements CamelInternalProcessorAdvice<@Nullable Object> {

        private final String routeId;

        End(String routeId) {
            this.routeId = routeId;
        }

        @Override
        public @Nullable Object before(Exchange exchange) {
            return null;
        }

        @Override
        public void after(Exchange exchange, @Nullable Object nothing) {
            PendingAppend receipt = PendingAppend.of(exchange);
            if (receipt != null && receipt.isOf(exchange) && routeId.equals(exchange.getFromRouteId()) && receipt.isOpen()
                    && exchange.getException() == null && !isRefusal(exchange)) {
                LearningRecord record = receipt.events().get(0);
                UnkeptEventException unnamed = new UnkeptEventException(record.source(), record.type(), routeId);
                unkept.add(unnamed);
                exchange.setException(unnamed);
            }
        }

        @Override
        public boolean hasState() {
            return false;
        }

        /** Whether the answer tells the caller that the event was not taken. */
        private static boolean isRefusal(Exchange exchange) {
            Integer status = exchange.getPattern().isOutCapable()
                    ? exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class) : null;
            return status != null && status >= REFUSED;
        }
    }

    private final class Step extends DelegateAsyncProcessor {

        private final RouteDefinition route;
        private final NamedNode node;
        private final boolean calls;
        private final boolean logs;
        private final boolean tried; // whether the route handles its failure itself

        Step(Processor target, NamedNode node, RouteDefinition route) {
            super(target);
            this.route = route;
            this.node = node;
            this.calls = node instanceof SendDefinition || node instanceof ToDynamicDefinition;
            this.logs = node instanceof LogDefinition;
            this.tried = isTried(node.getParent());
        }

        private static boolean isTried(@Nullable NamedNode above) {
            return above != null && (above instanceof TryDefinition || isTried(above.getParent()));
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            PendingAppend receipt = PendingAppend.of(exchange);
            if (receipt == null) {
                return getProcessor().process(exchange, callback);
            }
            look(receipt, exchange);
            if (logs) {
                try (MDC.MDCCloseable record = LogContext.ofOnly(receipt.onlyEvent());
                        MDC.MDCCloseable trace = LogContext.ofTrace(SourceSpans.of(exchange))) {
                    return proceed(receipt, exchange, callback);
                }
            }
            return proceed(receipt, exchange, callback);
        }

        private boolean proceed(PendingAppend receipt, Exchange exchange, AsyncCallback callback) {
            AsyncProcessor target = getProcessor();
            if (!receipt.isOf(exchange) || !route.getRouteId().equals(exchange.getFromRouteId())) {
                return target.process(exchange, callback);
            }
            boolean sync = target.process(exchange, doneSync -> {
                if (!doneSync) {
                    end(receipt, exchange, callback, false);
                }
            });
            return sync && end(receipt, exchange, callback, true);
        }

        /** @return whether the step is done; if not, the callback is called later */
        private boolean end(PendingAppend receipt, Exchange exchange, AsyncCallback callback, boolean sync) {
            look(receipt, exchange);
            if (exchange.getException() != null && !tried && receipt.isOpen()) {
                notKept(receipt, exchange);
            }
            if (calls && receipt.isOpen() && exchange.isRouteStop()) { // an exchange of a host's own routes stops as usual in Camel
                exchange.setRouteStop(false);
            }
            if (exchange.getException() != null || !receipt.isOpen() || !isLast(exchange)) {
                callback.done(sync);
                return sync;
            }
            CompletableFuture<@Nullable Appended> settled = receipt.settle(journal, differing::add);
            if (!settled.isDone() && EVENT_LOOP.equals(route.getGroup())) {
                var unused = settled.whenComplete((appended, failure) -> {
                    note(receipt, exchange, appended, failure);
                    callback.done(false);
                });
                return false;
            }
            await(receipt, exchange, settled);
            callback.done(sync);
            return sync;
        }

        /**
         * If a step fails by itself, no destination was named, as if the routes named none: the source must not acknowledge the
         * event.
         */
        private void notKept(PendingAppend receipt, Exchange exchange) {
            FailedStepException failed = StepFailures.in(exchange.getException());
            if (failed != null) {
                UnkeptEventException nothing = receipt.failed(failed.getMessage());
                unkept.add(nothing);
                exchange.setException(nothing);
            }
        }

        /** Waits for the commit, because Camel settles a broker's message as soon as the route has returned. */
        private void await(PendingAppend receipt, Exchange exchange, CompletableFuture<@Nullable Appended> settled) {
            try {
                note(receipt, exchange, settled.get(), null);
            } catch (ExecutionException e) {
                note(receipt, exchange, null, e.getCause() == null ? e : e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                receipt.reopen();
                exchange.setException(new RejectedExecutionException("interrupted before the commit; the event must come again"));
            }
        }

        /** Tells the exchange what came of the append. Never throws, since the exchange goes on only after this. */
        private void note(PendingAppend receipt, Exchange exchange, @Nullable Appended appended,
                @Nullable Throwable failure) {
            try {
                if (failure == null) {
                    exchange.setProperty(APPENDED, appended);
                    unkept.settled(receipt);
                } else {
                    failed(exchange, failure);
                }
            } catch (RuntimeException | Error e) {
                if (failure != null) {
                    exchange.setException(e);
                } else { // the event is kept, whatever has failed since
                    LOG.warn("The list of types whose events are not kept could not be changed.", e);
                }
            }
        }

        private void failed(Exchange exchange, Throwable failure) {
            Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            exchange.setException(cause); // before anything that may fail
            if (cause instanceof UnkeptEventException nothing) {
                unkept.add(nothing);
            }
        }

        private static void look(PendingAppend receipt, Exchange exchange) {
            if (exchange.getMessage().getBody() instanceof LearningRecord record) {
                receipt.saw(record);
            }
        }

        private boolean isLast(Exchange exchange) {
            List<ProcessorDefinition<?>> steps = route.getOutputs();
            return exchange.isRouteStop() || steps.get(steps.size() - 1) == node;
        }
    }
}
