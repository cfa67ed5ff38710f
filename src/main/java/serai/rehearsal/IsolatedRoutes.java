package serai.rehearsal;

import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Route;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.URISupport;
import serai.alerts.AlertComponent;
import serai.journal.JournalWriter;
import serai.journal.camel.FilteredEvents;
import serai.journal.camel.JournalComponent;
import serai.settings.ContextClock;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Routes in a context of their own, beside a running Serai or without one. What they name for {@code journal:} is appended at
 * the end of the route in which an exchange began, as in a running Serai; nothing is delivered. Not safe for use by several
 * threads.
 */
public final class IsolatedRoutes implements AutoCloseable {

    private final CamelContext context;

    /**
     * Loads the routes and makes them ready.
     *
     * @param context with settings and without routes, not started; it stops with these routes
     * @param files   of the routes
     * @param journal gets what the routes append
     * @throws Exception if the routes can't be built; the context is stopped then
     */
    public IsolatedRoutes(CamelContext context, Collection<Resource> files, JournalWriter journal, Clock clock) throws Exception {
        this.context = context;
        context.getRegistry().bind("clock", clock);
        ContextClock.bind(context);
        context.addComponent("journal", JournalComponent.withoutDeliveries(journal, clock));
        AlertComponent.addIdleTo(context);
        context.getRegistry().bind("filtered", new FilteredEvents(journal));
        try {
            PluginHelper.getRoutesLoader(context).loadRoutes(files);
            context.start();
        } catch (Exception e) {
            context.stop();
            throw e;
        }
    }

    /** The routes that run. */
    List<Route> all() {
        return context.getRoutes();
    }

    /** The route that begins with this endpoint, such as {@code direct:router}, whatever its parameters. */
    public Optional<Route> reading(String uri) {
        return all().stream()
                .filter(route -> URISupport.stripQuery(route.getEndpoint().getEndpointUri()).replace("://", ":").equals(uri))
                .findFirst();
    }

    /**
     * Has a route handle a message; returns when it has, and what it has appended is kept.
     *
     * @param given  sets the message
     * @param result reads what the route has made of the exchange; a failure is the exchange's exception
     */
    public <T> T run(Route route, java.util.function.Consumer<Message> given, Function<Exchange, T> result) {
        Consumer consumer = route.getConsumer();
        Exchange exchange = consumer.createExchange(false);
        try {
            given.accept(exchange.getMessage());
            try {
                consumer.getProcessor().process(exchange);
            } catch (Exception e) {
                exchange.setException(e);
            }
            return result.apply(exchange);
        } finally {
            consumer.releaseExchange(exchange, false);
        }
    }

    @Override
    public void close() {
        context.stop();
    }
}
