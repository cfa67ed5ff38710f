package serai.steps;

import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.EndpointAware;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.settings.ContextClock;
import serai.settings.Settings;
import serai.settings.known.LogSetting;

import java.util.List;
import java.util.Set;

/**
 * Logs each step of the routes that {@code serai.log.routes} names: Message History and Wire Tap (EIPs) for the author of a route.
 * The setting is read when a route is built; other routes are built as without this class.
 */
public final class StepLog implements InterceptStrategy, RoutePolicyFactory {

    private static final Logger LOG = LoggerFactory.getLogger(StepLog.class);

    /** Steps that bring a body from elsewhere, wherever that is. */
    private static final Set<String> FROM_ELSEWHERE = Set.of("toD", "enrich", "pollEnrich", "poll", "recipientList", "routingSlip",
            "dynamicRouter", "kamelet", "serviceCall");
    /** Schemes of endpoints on this machine that lead to other routes, whose steps may have been anywhere. */
    private static final Set<String> TO_ROUTES = Set.of("direct", "seda", "kamelet", "vm", "disruptor");

    /** How much of a body is shown unless all is asked for: a record, most often. */
    private static final int GLANCE = 600;

    private StepLog() {
    }

    /** Logs the routes that are built from now on, and warns if the log will show personal data. */
    public static void addTo(CamelContext context) {
        StepLog log = new StepLog();
        context.getCamelContextExtension().addInterceptStrategy(log);
        context.addRoutePolicyFactory(log);
        Settings settings = Settings.of(context);
        List<String> routes = settings.names(LogSetting.ROUTES);
        if (settings.flag(LogSetting.PERSONAL) && !routes.isEmpty()) {
            LOG.warn(
                    "The log shows the personal data of all events that pass through {}, because {} is true. Remove the setting and "
                            + "delete the log when you have found what you look for.",
                    String.join(", ", routes),
                    LogSetting.PERSONAL.key());
        }
    }

    @Override
    public @Nullable RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
        if (!(route instanceof RouteDefinition definition) || !new StepLogRoutes(context).has(definition)) {
            return null;
        }
        Settings settings = Settings.of(context);
        boolean all = settings.text(LogSetting.DETAIL).equals("all");
        int bodyMax = settings.number(LogSetting.BODY_MAX_BYTES);
        ShownMessage shown = new ShownMessage(settings.flag(LogSetting.PERSONAL), all, all ? bodyMax : Math.min(bodyMax, GLANCE),
                KnownSecrets.of(context));
        return new RoutePolicySupport() {
            @Override
            public void onExchangeBegin(Route begun, Exchange exchange) {
                if (exchange.getProperty(LoggedExchange.PROPERTY) == null) {
                    exchange.setProperty(LoggedExchange.PROPERTY,
                            new LoggedExchange(routeId, shown, ContextClock.of(exchange.getContext())));
                }
                exchange.getProperty(LoggedExchange.PROPERTY, LoggedExchange.class).begins(exchange);
            }

            @Override
            public void onExchangeDone(Route done, Exchange exchange) {
                LoggedExchange logged = exchange.getProperty(LoggedExchange.PROPERTY, LoggedExchange.class);
                if (logged != null && logged.isOf(routeId)) {
                    logged.ends(exchange);
                    exchange.removeProperty(LoggedExchange.PROPERTY);
                }
            }
        };
    }

    /** Wraps steps of logged routes, and those that a {@code routeConfiguration} has for every route. */
    @Override
    public Processor wrapProcessorInInterceptors(CamelContext context, NamedNode step, Processor target, Processor next) {
        RouteDefinition route = step instanceof ProcessorDefinition<?> node ? ProcessorDefinitionHelper.getRoute(node) : null;
        StepLogRoutes logged = new StepLogRoutes(context);
        return (route == null ? logged.isNone() : !logged.has(route)) ? target : new Step(target, step);
    }

    private static final class Step extends DelegateAsyncProcessor {

        private final StepPlace place;
        private final boolean sends;

        Step(Processor target, NamedNode node) {
            super(target);
            this.place = StepPlace.of(node);
            this.sends = FROM_ELSEWHERE.contains(node.getShortName()) || node instanceof SendDefinition && !staysHere(target);
        }

        private static boolean staysHere(Processor target) {
            Processor sender = target;
            while (sender instanceof DelegateAsyncProcessor wrapped) { // other interceptors may have wrapped it, too
                sender = wrapped.getProcessor();
            }
            Endpoint endpoint = sender instanceof EndpointAware aware ? aware.getEndpoint() : null;
            return endpoint != null && !endpoint.isRemote()
                    && !TO_ROUTES.contains(endpoint.getEndpointBaseUri().split(":", 2)[0]);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            LoggedExchange logged = exchange.getProperty(LoggedExchange.PROPERTY, LoggedExchange.class);
            if (logged == null) {
                return getProcessor().process(exchange, callback);
            }
            logged.step(place, exchange);
            Object before = exchange.getMessage().getBody();
            return getProcessor().process(exchange, doneSync -> {
                after(logged, exchange, before);
                callback.done(doneSync);
            });
        }

        @SuppressWarnings("ReferenceEquality") // the very body, if the step has left it alone
        private void after(LoggedExchange logged, Exchange exchange, @Nullable Object before) {
            if (sends && exchange.getMessage().getBody() != before) {
                logged.foreign();
            }
            Throwable failure = exchange.getException();
            if (failure != null) {
                logged.failed(place, exchange, failure);
            }
        }
    }
}
