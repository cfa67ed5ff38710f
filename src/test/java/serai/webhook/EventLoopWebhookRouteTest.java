package serai.webhook;

import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.impl.DefaultCamelContext;

import static org.assertj.core.api.Assertions.assertThat;

/** The same webhook on our own engine: the same answers, on the event loop. */
class EventLoopWebhookRouteTest extends WebhookRouteTest {

    @Override
    void bindEngine(DefaultCamelContext to) {
        to.getRegistry().bind(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME, PlatformHttpEngine.class,
                new EventLoopHttpEngine(new BodiesInFlight(1_000_000)));
    }

    @Override
    void isOfEngine(String thread) {
        assertThat(thread).containsAnyOf("vert.x-eventloop-thread", VERIFYING);
    }
}
