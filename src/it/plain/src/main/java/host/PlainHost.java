package host;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import serai.Serai;

import java.util.Properties;

/** A context with an HTTP server and a route of its own. */
public final class PlainHost implements AutoCloseable {

    public final CamelContext context = new DefaultCamelContext();
    public final Serai serai;

    public PlainHost(Properties settings, int port) throws Exception {
        VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
        server.setBindHost("127.0.0.1");
        server.setBindPort(port);
        server.setMaxBodySize(1_048_576L);
        context.addService(new VertxPlatformHttpServer(server));
        context.getPropertiesComponent().setInitialProperties(settings);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/hello").routeId("hello").setBody(constant("hello"));
            }
        });
        serai = Serai.addTo(context);
        context.start();
    }

    @Override
    public void close() throws Exception {
        context.close();
    }
}
