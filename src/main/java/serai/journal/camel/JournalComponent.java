package serai.journal.camel;

import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;
import serai.journal.DestinationName;
import serai.journal.JournalWriter;
import serai.journal.camel.sending.SentRecordsNotifier;
import serai.journal.camel.trace.SourceSpans;
import serai.journal.delivery.retry.RetryPolicy;
import serai.journal.store.DeliveryStore;

import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The Camel component {@code journal:NAME,NAME,…}. As a producer it appends a record for all destinations named, in one commit;
 * as a consumer (with one name) it delivers to that destination.
 */
public final class JournalComponent extends DefaultComponent {

    private final JournalWriter journal;
    private final @Nullable DeliveryStore store;
    private final @Nullable RetryPolicy policy;
    private final Clock clock;
    private final RunningDeliveries deliveries = new RunningDeliveries();
    private final UnkeptEvents unkept;

    /**
     * For Camel, which makes a component of the jar that a route names and the context lacks.
     *
     * @throws IllegalStateException always: there is no journal without Serai
     */
    public JournalComponent() {
        throw new IllegalStateException("journal: has no journal in this context; call Serai.addTo(context) first");
    }

    /**
     * @param store  what its routes are given records of; null if it only appends
     * @param policy when Serai tries a destination again; null if it only appends
     */
    public JournalComponent(JournalWriter journal, @Nullable DeliveryStore store, UnkeptEvents unkept,
            @Nullable RetryPolicy policy, Clock clock) {
        this.journal = journal;
        this.store = store;
        this.unkept = unkept;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * A component that appends and delivers nothing: the routes of destinations get only what a {@link RouteDelivery} gives
     * them.
     */
    public static JournalComponent withoutDeliveries(JournalWriter journal, Clock clock) {
        return new JournalComponent(journal, null, UnkeptEvents.unlogged(journal), null, clock);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        JournalEndpoint endpoint = new JournalEndpoint(uri, this, names(remaining));
        setProperties(endpoint, parameters);
        endpoint.requireConsistent();
        return endpoint;
    }

    private static Set<String> names(String path) {
        try {
            return DestinationName.written(path).map(name -> new DestinationName(name).text())
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(DestinationName.SCHEME + path + ": " + e.getMessage(), e);
        }
    }

    /** The deliveries that run at the moment. */
    public RunningDeliveries deliveries() {
        return deliveries;
    }

    JournalWriter journal() {
        return journal;
    }

    /** Whether this component delivers; false for one that {@link #withoutDeliveries} has made. */
    boolean delivers() {
        return store != null;
    }

    DeliveryStore store() {
        return Objects.requireNonNull(store);
    }

    RetryPolicy policy() {
        return Objects.requireNonNull(policy);
    }

    /** The events that the routes named no destination for. */
    public UnkeptEvents unkept() {
        return unkept;
    }

    Clock clock() {
        return clock;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        getCamelContext().getManagementStrategy().addEventNotifier(new SentRecordsNotifier());
        AppendAtRouteEnd receipts = new AppendAtRouteEnd(journal, unkept, new DifferingEventsLog(clock));
        getCamelContext().addRoutePolicyFactory(new SourceSpans()); // first, so that a receipt finds the span
        getCamelContext().addRoutePolicyFactory(receipts);
        getCamelContext().addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onRoutesRemove(Collection<Route> routes) {
                if (routes.stream().anyMatch(route -> !(route.getEndpoint() instanceof JournalEndpoint))) {
                    unkept.routesExchanged();
                }
            }
        });
        getCamelContext().getCamelContextExtension().addInterceptStrategy(receipts);
        // Camel wraps with the strategy added last first: so the failure names its step before a receipt sees it.
        getCamelContext().getCamelContextExtension().addInterceptStrategy(new FailedSteps.Watch());
    }
}
