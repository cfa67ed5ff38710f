package serai.reload;

import org.apache.camel.CamelContext;
import org.apache.camel.component.azure.servicebus.ServiceBusConstants;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.reload.configuration.ConfigurationChange;
import serai.reload.configuration.ConfigurationSnapshot;
import serai.reload.configuration.RouteFileSnapshot;
import serai.testkit.MemoryTempDir;
import serai.webhook.IntakeGate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The receiver of Service Bus is exchanged again and again while messages pour in. {@code -Dserai.reloads=} says how often,
 * {@code -Dseed=} repeats a run.
 */
class ReceiverUnderLoadTest {

    private static final int EXCHANGES = Integer.getInteger("serai.reloads", 12);
    private static final long SEED = Long.getLong("seed", new Random().nextInt(1_000_000_000));
    /** Once more than at first: a message may be handed out just while the receiver closes. */
    private static final long DELIVERIES_MAX = 2;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;
    private final Random random = new Random(SEED);
    private final Deliveries deliveries = new Deliveries();
    private ReloadedSerai serai;
    private EventsForReload events;

    /** How often the broker had handed out each message that was handled. */
    private static final class Deliveries extends EventNotifierSupport {

        private final AtomicLong most = new AtomicLong();
        private final AtomicLong again = new AtomicLong();

        @Override
        public void notify(CamelEvent event) {
            if (event instanceof CamelEvent.ExchangeCreatedEvent created) {
                Long before = created.getExchange().getMessage().getHeader(ServiceBusConstants.DELIVERY_COUNT, Long.class);
                if (before != null) {
                    most.accumulateAndGet(before + 1, Math::max);
                    again.addAndGet(before > 0 ? 1 : 0);
                }
            }
        }
    }

    @AfterEach
    void stop() {
        if (events != null) {
            events.close();
        }
        if (serai != null) {
            serai.close();
        }
    }

    @Test
    void losesAndDoublesNoMessageAndUsesUpNoDelivery() throws Exception {
        System.out.printf("To repeat: -Dseed=%d -Dserai.reloads=%d%n", SEED, EXCHANGES);
        serai = new ReloadedSerai(folder).withSettingsFile().start();
        CamelContext context = serai.runtime().context();
        context.getManagementStrategy().addEventNotifier(deliveries);
        context.addService(deliveries);
        events = new EventsForReload(serai, 0, 1 + random.nextInt(6));
        events.begin();

        RouteSwap swap = new RouteSwap(context, new IntakeGate(), Duration.ofSeconds(10));
        for (int i = 1; i <= EXCHANGES; i++) {
            long completed = serai.broker().completed();
            assertThat(swap.swap(theReceiver(context), new NoSettings())).as("exchange %s", i).isNull();
            if (random.nextBoolean()) { // otherwise the next exchange comes at once
                await().atMost(60, SECONDS).until(() -> serai.broker().completed() > completed);
            }
        }
        events.end();
        events.areAllDeliveredOnce();

        System.out.printf("%s; %s; %s came again, and the most deliveries of one were %s%n", events, serai.broker(),
                deliveries.again,
                deliveries.most);
        assertThat(deliveries.most.get()).as("deliveries of one message").isBetween(1L, DELIVERIES_MAX);
    }

    @Test
    void goesOnIfItsMessagesCanNotBeKept() throws Exception {
        serai = new ReloadedSerai(folder).withSettingsFile().with("serai.servicebus.drain.max.ms", "100");
        serai.edit("intake-mct", "      uri: direct:intake-mct\n      steps:\n", """
                uri: direct:intake-mct
                steps:
                  - delay:
                      expression:
                        constant:
                          expression: "1000"
                """.indent(6));
        serai.start();
        Path slow = serai.kept();
        events = new EventsForReload(serai, 0, 1);
        events.begin();
        await().atMost(30, SECONDS).until(() -> serai.broker().locked() > 0);
        serai.describe("source-mct", 1);

        ReloadOutcome outcome = serai.reload();
        events.end();

        assertThat(outcome.result()).isEqualTo(ReloadOutcome.Result.REFUSED);
        assertThat(outcome.told()).singleElement().asString().contains("messages of source-mct", "nothing was exchanged");
        serai.putBack(slow);
        serai.edit("intake-mct", "1000", "1");
        ReloadOutcome again = serai.reload();
        assertThat(again.result()).as("" + again.told()).isEqualTo(ReloadOutcome.Result.RELOADED);
        events.areAllDeliveredOnce();
        assertThat(serai.broker().abandoned()).isZero();
    }

    private static ConfigurationChange theReceiver(CamelContext context) throws Exception {
        List<RouteFileSnapshot> receiver = ConfigurationSnapshot.of(context).routeFiles().values().stream()
                .filter(routeFile -> routeFile.name().endsWith("source-mct.camel.yaml")).toList();
        assertThat(receiver).hasSize(1);
        return new ConfigurationChange(receiver, receiver, Set.of(), false);
    }

    /** No setting changes, and no destination comes or goes. */
    private static final class NoSettings implements RouteSwap.SettingsExchange {

        @Override
        public Set<String> removed() {
            return Set.of();
        }

        @Override
        public Set<String> added() {
            return Set.of();
        }

        @Override
        public void requireDelivered() {
        }

        @Override
        public void change() {
        }

        @Override
        public void changeBack() {
        }
    }
}
