package serai.sources.servicebus;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What becomes of an exchange around the end of its consumer, without the luck of a closed link that can't settle. */
class HeldBackExchangeTest {

    private final List<String> settlements = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch handling = new CountDownLatch(1);
    private final CountDownLatch mayFail = new CountDownLatch(1);
    private final SettleBeforeStop policy = new SettleBeforeStop(Duration.ZERO, Clock.systemUTC());
    private CamelContext context;
    private Route route;

    @BeforeEach
    void start() throws Exception {
        context = new DefaultCamelContext();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:source").routeId("source").routePolicy(policy)
                        .filter(body().isEqualTo("bad"))
                        .process(exchange -> {
                            handling.countDown();
                            mayFail.await();
                            throw new IllegalStateException("interrupted");
                        });
            }
        });
        context.start();
        route = context.getRoute("source");
    }

    @AfterEach
    void stop() throws Exception {
        context.close();
    }

    @Test
    void isSettledWhileTheConsumerRuns() {
        mayFail.countDown();

        send("good").join();
        send("bad").join();

        assertThat(settlements).containsExactly("completed", "failed");
    }

    @Test
    void isNotSettledWhenItWasHeldBack() {
        policy.settle();
        CompletableFuture<Exchange> heldBack = send("good");
        await().during(Duration.ofMillis(100)).until(() -> !heldBack.isDone());

        ServiceHelper.stopService(route.getConsumer());
        policy.onStop(route);

        assertThat(heldBack).succeedsWithin(Duration.ofSeconds(5));
        assertThat(settlements).isEmpty();
    }

    @Test
    void isNotSettledWhenItFailsAfterItsConsumer() throws Exception {
        CompletableFuture<Exchange> failing = send("bad");
        handling.await();
        assertThat(policy.settle()).as("within no time").isFalse();

        ServiceHelper.stopService(route.getConsumer());
        mayFail.countDown();

        assertThat(failing).succeedsWithin(Duration.ofSeconds(5)).matches(Exchange::isFailed);
        assertThat(settlements).isEmpty();
        assertThat(policy.settle()).isTrue();
    }

    private CompletableFuture<Exchange> send(String body) {
        return CompletableFuture.supplyAsync(() -> context.createFluentProducerTemplate().to("direct:source")
                .withProcessor(exchange -> {
                    exchange.getMessage().setBody(body);
                    exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                        @Override
                        public void onComplete(Exchange done) {
                            settlements.add("completed");
                        }

                        @Override
                        public void onFailure(Exchange done) {
                            settlements.add("failed");
                        }
                    });
                }).send());
    }
}
