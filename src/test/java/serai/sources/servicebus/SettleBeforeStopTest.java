package serai.sources.servicebus;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ServiceStatus;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.sandbox.servicebus.NamespaceBuilder;
import serai.sandbox.servicebus.ServiceBusNamespace;
import serai.sandbox.servicebus.queue.EntityCounts;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SettleBeforeStopTest {

    private static final String PATH = "MCTEvents/subscriptions/serai";
    private static final Duration PATIENT = Duration.ofSeconds(20);

    /** Both ways of failing a message end in the dead letters; this one does so at the first failure. */
    private static final String ROUTE = """
            - route:
                id: source
                routePolicy: "#settleBeforeStop"
                from:
                  uri: azure-servicebus:MCTEvents
                  parameters:
                    serviceBusType: topic
                    subscriptionName: serai
                    connectionString: "RAW({{namespace}})"
                    enableDeadLettering: true
                    maxConcurrentCalls: 4
                    prefetchCount: 20
                  steps:
                    - process:
                        ref: handler
            """;

    private final Set<String> begun = ConcurrentHashMap.newKeySet();
    private final CountDownLatch mayGoOn = new CountDownLatch(1);
    private ServiceBusNamespace namespace;

    @BeforeEach
    void open() throws Exception {
        namespace = new NamespaceBuilder().port(0).topic("MCTEvents", "serai")
                .lockDuration(Duration.ofSeconds(4)).build().start();
    }

    @AfterEach
    void close() {
        mayGoOn.countDown();
        namespace.close();
    }

    @Test
    void settlesWhatIsInFlightAndLeavesTheRest() throws Exception {
        SettleBeforeStop policy = new SettleBeforeStop(PATIENT, Clock.systemUTC());
        CamelContext context = started(policy, this::handleSlowly);
        send(12);
        await().atMost(Duration.ofSeconds(30)).until(() -> begun.size() == 4);

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(context::stop);
        await().during(Duration.ofMillis(300)).until(() -> !stopped.isDone());
        mayGoOn.countDown();
        stopped.join();

        assertThat(context.getStatus()).isEqualTo(ServiceStatus.Stopped);
        assertThat(begun).hasSize(4);
        EntityCounts counts = namespace.counts(PATH);
        assertThat(counts.completed()).isEqualTo(4);
        assertThat(counts.deadLettered() + counts.abandoned()).isZero();
        theNextConsumerGets(8);
    }

    @Test
    void leavesWhatTakesTooLongForTheNextConsumer() throws Exception {
        CamelContext context = started(new SettleBeforeStop(Duration.ofMillis(200), Clock.systemUTC()), this::handleSlowly);
        send(6);
        await().atMost(Duration.ofSeconds(30)).until(() -> begun.size() == 4);

        context.stop();

        assertThat(namespace.counts(PATH).completed()).isZero();
        theNextConsumerGets(6);
    }

    @Test
    void leavesTheHandlersFailuresToTheConsumer() throws Exception {
        CamelContext context = started(new SettleBeforeStop(PATIENT, Clock.systemUTC()), exchange -> {
            handleSlowly(exchange);
            throw new IllegalArgumentException("not a learning event");
        });
        send(2);
        await().atMost(Duration.ofSeconds(30)).until(() -> begun.size() == 2);

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(context::stop);
        mayGoOn.countDown();
        stopped.join();

        assertThat(namespace.counts(PATH).deadLettered()).isEqualTo(2);
    }

    @Test
    void settlesBeforeASingleRouteIsStoppedAndOpensWhenItStarts() throws Exception {
        SettleBeforeStop policy = new SettleBeforeStop(PATIENT, Clock.systemUTC());
        CamelContext context = started(policy, this::handle);
        send(3);
        await().atMost(Duration.ofSeconds(30)).until(() -> namespace.counts(PATH).completed() == 3);

        assertThat(policy.settle()).isTrue();
        context.getRouteController().stopRoute("source");
        send(2);
        context.getRouteController().startRoute("source");

        await().atMost(Duration.ofSeconds(30)).until(() -> namespace.counts(PATH).completed() == 5);
        context.stop();
    }

    @Test
    void stopsWhenTheBrokerHandsOutNoMore() throws Exception {
        SettleBeforeStop policy = new SettleBeforeStop(PATIENT, Clock.systemUTC());
        CamelContext context = started(ROUTE.replace("prefetchCount: 20", "prefetchCount: 0"), policy, this::handle);
        for (int stops = 1; stops <= 5; stops++) {
            send(300);
            long completed = 20L * stops;
            await().atMost(Duration.ofSeconds(30)).until(() -> namespace.counts(PATH).completed() >= completed);

            assertThat(policy.settle()).isTrue();
            EntityCounts settled = namespace.counts(PATH);
            context.getRouteController().stopRoute("source");

            assertThat(settled.locked()).as("handed out and not settled").isZero();
            assertThat(namespace.counts(PATH)).as("while it closes").isEqualTo(settled);
            context.getRouteController().startRoute("source");
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> namespace.counts(PATH).completed() == 1500);
        context.stop();

        EntityCounts counts = namespace.counts(PATH);
        assertThat(counts.delivered()).as("deliveries of 1500 messages").isEqualTo(1500);
    }

    @Test
    void worksInCamelMain() throws Exception {
        Main main = new Main();
        main.configure().withRoutesIncludePattern("false");
        main.bind("settleBeforeStop", new SettleBeforeStop(PATIENT, Clock.systemUTC()));
        main.bind("handler", (Processor) this::handleSlowly);
        main.addInitialProperty("namespace", namespace.connectionString());
        main.start();
        load(main.getCamelContext(), ROUTE);
        send(6);
        await().atMost(Duration.ofSeconds(30)).until(() -> begun.size() == 4);

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(main::stop);
        await().during(Duration.ofMillis(300)).until(() -> !stopped.isDone());
        mayGoOn.countDown();
        stopped.join();

        assertThat(namespace.counts(PATH).completed()).isEqualTo(4);
        theNextConsumerGets(2);
    }

    private void theNextConsumerGets(int messages) throws Exception {
        long before = namespace.counts(PATH).completed();
        namespace.expireLocks(PATH);
        CamelContext next = started(new SettleBeforeStop(PATIENT, Clock.systemUTC()), this::handle);
        await().atMost(Duration.ofSeconds(30)).until(() -> namespace.counts(PATH).completed() == before + messages);
        next.stop();
        EntityCounts counts = namespace.counts(PATH);
        assertThat(counts.active() + counts.locked()).isZero();
        assertThat(counts.deadLettered()).isZero();
    }

    private CamelContext started(SettleBeforeStop policy, Processor handler) throws Exception {
        return started(ROUTE, policy, handler);
    }

    private CamelContext started(String route, SettleBeforeStop policy, Processor handler) throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.getPropertiesComponent().addInitialProperty("namespace", namespace.connectionString());
        context.getRegistry().bind("settleBeforeStop", policy);
        context.getRegistry().bind("handler", handler);
        load(context, route);
        context.start();
        return context;
    }

    private static void load(CamelContext context, String route) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("source.camel.yaml", route));
    }

    private void handle(Exchange exchange) {
        begun.add(exchange.getMessage().getBody(String.class));
    }

    private void handleSlowly(Exchange exchange) throws InterruptedException {
        handle(exchange);
        mayGoOn.await();
    }

    private void send(int messages) {
        try (ServiceBusSenderClient sender = new ServiceBusClientBuilder()
                .connectionString(namespace.connectionString()).sender().topicName("MCTEvents").buildClient()) {
            List<ServiceBusMessage> numbered = IntStream.range(0, messages)
                    .mapToObj(i -> new ServiceBusMessage("event " + i)).toList();
            sender.sendMessages(numbered);
        }
    }
}
