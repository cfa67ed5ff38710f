package serai.bench.peer;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/**
 * A Camel route that takes messages from Service Bus as Serai's does, and does nothing with them. Arguments: connection string,
 * topic, subscription, concurrent calls, prefetch.
 */
public final class EmptyRoute {

    private EmptyRoute() {
    }

    public static void main(String[] args) throws Exception {
        Main main = new Main();
        main.configure().setJmxEnabled(false);
        main.addInitialProperty("camel.management.enabled", "false");
        main.addInitialProperty("camel.metrics.enabled", "false");
        main.addInitialProperty("camel.opentelemetry2.enabled", "false");
        main.bind("connection", args[0]);
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                fromF("azure-servicebus:%s?serviceBusType=topic&subscriptionName=%s&connectionString=#bean:connection"
                        + "&serviceBusReceiveMode=PEEK_LOCK&enableDeadLettering=true&maxConcurrentCalls=%s"
                        + "&prefetchCount=%s&maxAutoLockRenewDuration=86400000", args[1], args[2], args[3], args[4])
                        .stop();
            }
        });
        main.run();
    }
}
