package serai.check.connections;

import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.TransformDataTypeDefinition;
import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Rule;
import serai.check.Steps;
import serai.journal.DestinationName;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A route that takes requests in without authenticating the sender. */
final class SenderIsAuthenticated implements Rule {

    /** Beans of Serai's that ask for no credentials; any other bean may ask. */
    private static final Set<String> ASKING_NOTHING = Set.of("jsonContent", "validJson", "filtered", "praesidiumRejection");

    private static final int CALLS_MAX = 20;

    @Override
    public String id() {
        return "sender-not-authenticated";
    }

    @Override
    public String meaning() {
        return "A route of `platform-http` or `rest` keeps what it is sent, and no step before asks for credentials: whoever reaches the port "
                + "could write events into the journal.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        return configuration.ownRoutes().stream()
                .filter(route -> Steps.uri(route).matches("(platform-http|rest|servlet|undertow|jetty|netty-http)\\b.*"))
                .filter(route -> keepsUnasked(configuration, route, 0))
                .map(route -> warning(route.getLocation() == null
                        ? configuration.place(route.getOutputs().get(0)) : configuration.place(route, "uri"),
                        "route %s takes requests in, and no step asks who sends them".formatted(route.getRouteId()),
                        "begin with process: {ref: praesidiumAuthentication}, or a bean of your own that refuses strangers"));
    }

    /** Whether a step decodes or keeps the event before any step that may ask for credentials. */
    private static boolean keepsUnasked(Configuration configuration, RouteDefinition route, int calls) {
        List<ProcessorDefinition<?>> steps = route.getOutputs().stream().filter(step -> !(step instanceof OnExceptionDefinition))
                .toList();
        for (ProcessorDefinition<?> step : steps) {
            if (step instanceof TransformDataTypeDefinition
                    || step instanceof ToDefinition to && DestinationName.isIn(Steps.uri(to))) {
                return true;
            }
            if (step instanceof ToDefinition to && Steps.uri(to).startsWith("direct:")) {
                return configuration.routes().stream().filter(called -> Steps.uri(called).equals(Steps.uri(to))).findFirst()
                        .map(called -> calls > CALLS_MAX || keepsUnasked(configuration, called, calls + 1)).orElse(true);
            }
            if (!(step instanceof ProcessDefinition process && ASKING_NOTHING.contains(String.valueOf(process.getRef())))
                    && !isHarmless(step)) {
                return false;
            }
        }
        return calls > 0; // a called route that ends without such a step, like the router, keeps the event
    }

    private static boolean isHarmless(ProcessorDefinition<?> step) {
        return step.getShortName()
                .matches("log|choice|filter|setHeader|setHeaders|setProperty|setBody|removeHeader|removeHeaders|convertBodyTo|"
                        + "unmarshal|setVariable");
    }
}
