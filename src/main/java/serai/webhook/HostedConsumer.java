package serai.webhook;

import org.apache.camel.CamelContext;
import org.apache.camel.model.FromDefinition;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RouteDefinition;

/**
 * Makes the webhook's route consume from an endpoint of the host, such as {@code servlet:}, instead of {@code platform-http} at the
 * webhook's path. The route's file stays as it is, so that it is the same in every host.
 */
public final class HostedConsumer extends ModelLifecycleStrategySupport {

    private static final String ENGINE = "platform-http:";

    private final CamelContext context;
    private final String path;
    private final String consumer;

    /**
     * @param path     the webhook's path, as the route's input names it
     * @param consumer the endpoint's URI, with a path of its own
     */
    public HostedConsumer(CamelContext context, String path, String consumer) {
        this.context = context;
        this.path = path;
        this.consumer = consumer;
    }

    @Override
    public void onAddRouteDefinition(RouteDefinition route) {
        FromDefinition input = route.getInput();
        if (input != null && isWebhook(String.valueOf(input.getEndpointUri()))) {
            input.setUri(consumer);
        }
    }

    private boolean isWebhook(String uri) {
        return uri.startsWith(ENGINE) && context.resolvePropertyPlaceholders(uri.substring(ENGINE.length())).split("[?]", 2)[0]
                .replaceFirst("^/*", "/").equals(path);
    }
}
