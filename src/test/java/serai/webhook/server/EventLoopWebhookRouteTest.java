package serai.webhook.server;

import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import static org.assertj.core.api.Assertions.assertThat;

/** The same webhook on our own engine: the same answers, on the event loop. */
class EventLoopWebhookRouteTest extends WebhookRouteTest {

    private static final int SENDERS = 6;
    private static final int STARTS = 20;

    @Override
    void bindEngine(DefaultCamelContext to) {
        to.getRegistry().bind(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME, PlatformHttpEngine.class,
                new EventLoopHttpEngine(new BodiesInFlight(1_000_000)));
    }

    @Override
    void isOfEngine(String thread) {
        assertThat(thread).containsAnyOf("vert.x-eventloop-thread", VERIFYING);
    }

    /** Among them one that comes when the one of its two handlers is there and the other is not yet, or no longer. */
    @Test
    void aRequestIsTakenOrToldToComeAgainWhileItsRouteStartsAndStops() throws Exception {
        Set<Integer> answers = ConcurrentHashMap.newKeySet();
        AtomicBoolean ended = new AtomicBoolean();
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try {
            for (int i = 0; i < SENDERS; i++) {
                var unused = senders.submit(() -> {
                    while (!ended.get()) {
                        answers.add(send(authorized("other:camel at the well")).statusCode());
                    }
                    return null;
                });
            }
            for (int i = 0; i < STARTS; i++) {
                context.getRouteController().stopRoute("source");
                context.getRouteController().startRoute("source");
            }
        } finally {
            ended.set(true);
            senders.shutdown();
            assertThat(senders.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(answers).contains(204).as("404 is Camel's own server's, where no route is").isSubsetOf(204, 404, 503);
    }
}
