package serai.cli.run;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.component.log.LogEndpoint;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.EndpointStrategy;
import org.apache.camel.spi.InterceptStrategy;
import serai.cli.terminal.Logging;

/**
 * Has Camel's own {@code log} steps and {@code log:} endpoints print, whatever their loggers are called, since a person who
 * writes one wants to read it. What libraries log is still not printed.
 */
final class LogSteps implements InterceptStrategy, EndpointStrategy {

    private LogSteps() {
    }

    /** @param context whose routes are not built yet */
    static void print(CamelContext context) {
        LogSteps steps = new LogSteps();
        context.getCamelContextExtension().addInterceptStrategy(steps);
        context.getCamelContextExtension().registerEndpointCallback(steps);
    }

    @Override
    public Processor wrapProcessorInInterceptors(CamelContext context, NamedNode step, Processor target, Processor next) {
        if (step instanceof LogDefinition log && log.getLogName() != null) {
            Logging.print(context.resolvePropertyPlaceholders(log.getLogName()));
        } else if (step instanceof LogDefinition log) {
            RouteDefinition route = ProcessorDefinitionHelper.getRoute(log);
            if (route != null) {
                Logging.print(route.getRouteId());
            }
        }
        return target;
    }

    @Override
    public Endpoint registerEndpoint(String uri, Endpoint endpoint) {
        if (endpoint instanceof LogEndpoint log && log.getLoggerName() != null) {
            Logging.print(log.getLoggerName());
        }
        return endpoint;
    }
}
