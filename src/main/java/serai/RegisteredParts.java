package serai;

import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.Service;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.model.BeanFactoryDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.EventNotifier;
import org.apache.camel.spi.LifecycleStrategy;
import org.apache.camel.support.service.ServiceHelper;
import serai.journal.DestinationName;
import serai.settings.Settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** What Serai has added to a context, so that it can be taken out while the host's own routes go on. */
final class RegisteredParts {

    private static final String OURS = "serai.";

    private final CamelContext context;
    private final Model model;
    private final List<RouteDefinition> routes = new ArrayList<>();
    private final List<RouteConfigurationDefinition> configurations = new ArrayList<>();
    private final List<BeanFactoryDefinition<?>> shaped = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private Set<String> bound = Set.of();

    RegisteredParts(CamelContext context) {
        this.context = context;
        this.model = context.getCamelContextExtension().getContextPlugin(Model.class);
    }

    /** An action that adds parts, and may fail when it has added some. */
    interface Addition {

        void add() throws Exception;
    }

    /** Notes which routes, route configurations and beans of YAML an action adds, also if it fails. */
    void note(Addition addition) throws Exception {
        Set<Object> before = Collections.newSetFromMap(new IdentityHashMap<>());
        before.addAll(model.getRouteDefinitions());
        before.addAll(model.getRouteConfigurationDefinitions());
        before.addAll(model.getCustomBeans());
        try {
            addition.add();
        } finally {
            added(model.getRouteDefinitions(), before, routes);
            added(model.getRouteConfigurationDefinitions(), before, configurations);
            added(model.getCustomBeans(), before, shaped);
            shaped.forEach(bean -> names.add(bean.getName()));
        }
    }

    private static <T> void added(Collection<T> now, Set<Object> before, List<T> added) {
        now.stream().filter(one -> !before.contains(one)).forEach(added::add);
    }

    /** Notes the names of beans that were bound. The set may still grow: names that are added later are noted, too. */
    void note(Set<String> beans) {
        bound = beans;
    }

    /**
     * Stops Serai's routes, those of sources first, and takes them and all else of Serai's out of the context. The journal is still
     * open then.
     */
    void remove() throws Exception {
        tellThatAllStops();
        removeRoutes();
        removeEndpoints();
        removeBeans();
        context.getCamelContextExtension().getInterceptStrategies().removeIf(RegisteredParts::isOurs);
        context.getRoutePolicyFactories().removeIf(RegisteredParts::isOurs);
        context.getLifecycleStrategies().removeIf(RegisteredParts::isOurs);
        for (EventNotifier notifier : List.copyOf(context.getManagementStrategy().getEventNotifiers())) {
            if (isOurs(notifier)) {
                context.getManagementStrategy().removeEventNotifier(notifier);
                ServiceHelper.stopService(notifier);
            }
        }
        HealthCheckRegistry checks = HealthCheckRegistry.get(context);
        if (checks != null) { // null if the host has no health checks
            List<HealthCheck> ours = checks.stream().filter(RegisteredParts::isOurs).toList();
            ours.forEach(checks::unregister);
        }
        Settings.removeFrom(context);
        for (Service service : List.copyOf(context.getCamelContextExtension().getServices())) {
            if (isOurs(service) && !(service instanceof OpenJournal)) {
                context.removeService(service);
                ServiceHelper.stopAndShutdownService(service);
            }
        }
    }

    /** Threads and meters end as they do when the context stops. */
    private void tellThatAllStops() {
        for (LifecycleStrategy strategy : List.copyOf(context.getLifecycleStrategies())) {
            if (isOurs(strategy)) {
                strategy.onContextStopping(context);
            }
        }
    }

    private void removeRoutes() throws Exception {
        routes.sort(Comparator.comparing(route -> DestinationName.isIn(String.valueOf(route.getInput().getEndpointUri()))));
        for (RouteDefinition route : routes) {
            if (context.getRoute(route.getRouteId()) != null) {
                context.getRouteController().stopRoute(route.getRouteId());
            }
        }
        for (RouteDefinition route : routes) {
            if (model.getRouteDefinitions().contains(route)) {
                model.removeRouteDefinition(route);
            }
        }
        for (RouteConfigurationDefinition one : configurations) {
            model.getRouteConfigurationDefinitions().remove(one);
        }
    }

    private void removeEndpoints() throws Exception {
        for (Endpoint endpoint : List.copyOf(context.getEndpoints())) {
            if (isOurs(endpoint)) {
                context.removeEndpoint(endpoint);
            }
        }
        for (String name : Set.copyOf(context.getComponentNames())) {
            Component component = context.hasComponent(name);
            if (component != null && isOurs(component)) {
                context.removeComponent(name);
            }
        }
    }

    private void removeBeans() throws Exception {
        names.addAll(bound);
        for (String name : names) {
            Object bean = context.getRegistry().lookupByName(name);
            context.getRegistry().unbind(name);
            if (bean instanceof Service service) {
                context.removeService(service);
                ServiceHelper.stopAndShutdownService(service);
            } else if (bean instanceof AutoCloseable open) {
                open.close();
            }
        }
        model.getCustomBeans().removeAll(shaped);
        List.copyOf(model.getModelLifecycleStrategies()).stream().filter(RegisteredParts::isOurs)
                .forEach(model::removeModelLifecycleStrategy);
    }

    private static boolean isOurs(Object part) {
        return part.getClass().getName().startsWith(OURS);
    }
}
