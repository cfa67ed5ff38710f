package serai.reload;

import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.Service;
import org.apache.camel.model.BeanFactoryDefinition;
import org.apache.camel.model.BeanModelHelper;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.DestinationName;
import serai.reload.configuration.RouteFileSnapshot;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a running context has of some files: routes, route configurations, beans, and the components that are such beans. */
final class LoadedParts {

    private static final Logger LOG = LoggerFactory.getLogger(LoadedParts.class);

    private final CamelContext context;
    private final Model model;
    private final List<RouteDefinition> routes;
    private final List<RouteConfigurationDefinition> shared;
    private final Map<String, Object> beans = new HashMap<>();
    private final Map<String, BeanFactoryDefinition<?>> destroyed = new HashMap<>();
    private final Set<String> names;

    /** @param files as the context has loaded them */
    LoadedParts(CamelContext context, Collection<RouteFileSnapshot> files) {
        this.context = context;
        this.model = context.getCamelContextExtension().getContextPlugin(Model.class);
        Set<String> locations = files.stream().map(RouteFileSnapshot::location).collect(Collectors.toSet());
        Set<String> ids = files.stream().flatMap(file -> file.configurations().stream()).collect(Collectors.toSet());
        this.names = files.stream().flatMap(file -> file.beans().stream()).collect(Collectors.toSet());
        this.routes = model.getRouteDefinitions().stream().filter(route -> locations.contains(route.getLocation())).toList();
        this.shared = model.getRouteConfigurationDefinitions().stream()
                .filter(one -> ids.contains(one.getId() == null ? "" : one.getId())).toList();
        for (String name : names) {
            Object bean = context.getRegistry().lookupByName(name);
            if (bean != null) {
                beans.put(name, bean);
            }
        }
        model.getCustomBeans().stream().filter(bean -> names.contains(bean.getName()) && bean.getDestroyMethod() != null)
                .forEach(bean -> destroyed.put(bean.getName(), bean));
    }

    List<RouteDefinition> routes() {
        return routes;
    }

    /** Takes the stopped routes and all other parts out of the context. Beans stay open. */
    void remove() throws Exception {
        for (RouteDefinition route : routes) {
            if (model.getRouteDefinitions().contains(route)) {
                model.removeRouteDefinition(route); // stops it too, if it was started only in part
            }
        }
        for (RouteConfigurationDefinition one : shared) {
            model.getRouteConfigurationDefinitions().remove(one);
        }
        for (Endpoint endpoint : List.copyOf(context.getEndpoints())) {
            if (isMadeWithABean(endpoint)) { // Camel removes those that a route names, but not those that an expression does
                context.removeEndpoint(endpoint);
            }
        }
        for (String name : names) {
            Component component = context.hasComponent(name);
            if (component != null && component == beans.get(name)) {
                context.removeComponent(name); // stops it; it can be started again
            }
            context.getRegistry().unbind(name);
        }
        ReloadableLanguage.forget(context);
    }

    private boolean isMadeWithABean(Endpoint endpoint) {
        String uri = endpoint.getEndpointUri();
        return !DestinationName.isIn(uri) && names.stream().anyMatch(name -> Pattern.compile("(^|[:/#]|%23)" + Pattern.quote(name)
                + "($|[:?&,)])").matcher(uri).find());
    }

    /** Adds such routes to the context again, and starts them. */
    void putBack(Collection<RouteDefinition> routes) throws Exception {
        model.addRouteDefinitions(routes);
    }

    /** Puts the beans and route configurations back, which the routes use. A bean that was destroyed is made again. */
    void putBackWhatIsUsed() throws Exception {
        for (Map.Entry<String, Object> bean : beans.entrySet()) {
            BeanFactoryDefinition<?> again = destroyed.get(bean.getKey());
            Object one = again == null ? bean.getValue() : BeanModelHelper.newInstance(again, context);
            context.getRegistry().bind(bean.getKey(), one, again == null ? null : again.getInitMethod(),
                    again == null ? null : again.getDestroyMethod());
        }
        for (RouteConfigurationDefinition one : shared) {
            if (!model.getRouteConfigurationDefinitions().contains(one)) {
                model.addRouteConfiguration(one);
            }
        }
    }

    /** Closes the beans that the context no longer has. */
    void close() {
        beans.forEach((name, bean) -> {
            if (context.getRegistry().lookupByName(name) != bean) {
                try {
                    if (bean instanceof Service service) {
                        context.removeService(service);
                        ServiceHelper.stopService(service);
                    } else if (bean instanceof AutoCloseable open) {
                        open.close();
                    }
                } catch (Exception e) {
                    LOG.warn("The bean {} of a route that was exchanged can't be closed ({}). Restart Serai when it suits, to free "
                            + "what the bean holds.", name, e.getClass().getSimpleName());
                    LOG.debug("The bean can't be closed", e);
                }
            }
        });
    }
}
