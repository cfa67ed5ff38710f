package serai.sources.servicebus;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import serai.testkit.EmbeddedSerai;
import serai.testkit.FreePort;
import serai.testkit.Logged;
import serai.testkit.http.SilentNetwork;
import serai.testkit.http.SilentNetwork.Direction;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A broker that falls silent in ways that its client doesn't notice: Serai says so, and comes back by itself. */
class SilentBrokerTest {

    @TempDir
    private Path data;
    private EmbeddedSerai serai;
    private SilentNetwork network;
    private Logged logged;
    private List<String> events;

    @BeforeEach
    void prepare() throws IOException {
        logged = new Logged();
        events = EmbeddedSerai.mctSequence();
        serai = new EmbeddedSerai(data).with("serai.servicebus.watchdog.every.ms", "100")
                .with("serai.servicebus.watchdog.answer.max.ms", "500")
                .with("serai.servicebus.watchdog.stalled.ms", "400")
                .with("serai.servicebus.drain.max.ms", "500");
        network = new SilentNetwork(0, serai.namespace().port());
        through(network.port());
    }

    private void through(int port) {
        serai.with("serai.servicebus.connection", serai.namespace().connectionString()
                .replace(":" + serai.namespace().port(), ":" + port));
    }

    @AfterEach
    void stop() throws IOException {
        serai.close();
        network.close();
        logged.close();
    }

    @Test
    void isNotReadyWhileTheNamespaceCannotBeReachedFromTheStartAndGoesOnOnceItIs() throws Exception {
        int port = FreePort.number();
        through(port);
        serai.start();
        serai.publish(events.get(0));

        untilNotReady("can't receive from MCTEvents/serai of Service Bus", "no answer within 500 ms",
                "serai.servicebus.namespace");
        try (SilentNetwork reachable = new SilentNetwork(port, serai.namespace().port())) {
            serai.untilDelivered(1);
            untilReady();
            untilTold(2);
            serai.stop();
        }
        assertThat(told()).first().asString().contains("WARN", "source-mct does not receive", "no answer");
        assertThat(told()).last().asString().contains("INFO", "source-mct receives again");
    }

    @Test
    void isNotReadyWhileTheNetworkIsSilentAndGoesOnOnceItIsNot() throws Exception {
        serai.start();
        serai.publish(events.get(0));
        serai.untilDelivered(1);

        network.silenceAll();
        serai.publish(events.get(1));
        untilNotReady("no answer within 500 ms");
        network.letNewOnesThrough();

        theBrokerGivesUpWhoIsSilent();
        serai.untilDelivered(2);
        untilReady();
    }

    static Stream<List<Direction>> halfOpen() {
        return Stream.of(List.of(Direction.TO_SERVER), List.of(Direction.TO_CLIENT), List.of(Direction.values()));
    }

    @ParameterizedTest
    @MethodSource("halfOpen")
    void aConnectionThatLosesWhatIsSentIsGivenUpForANewOne(List<Direction> directions) throws Exception {
        MeterRegistry meters = new SimpleMeterRegistry();
        serai.with(meters).start();
        serai.publish(events.get(0));
        serai.untilDelivered(1);

        network.silence(directions.toArray(Direction[]::new));
        serai.publish(events.get(1));
        await().atMost(30, SECONDS).until(() -> restarts(meters) > 0);

        theBrokerGivesUpWhoIsSilent();
        serai.untilDelivered(2);
        untilReady();
    }

    @Test
    void aReceiverThatTheBrokerHasForgottenIsStartedAgainAndCounted() throws Exception {
        MeterRegistry meters = new SimpleMeterRegistry();
        serai.with(meters).start();
        serai.publish(events.get(0));
        serai.untilDelivered(1);

        serai.namespace().forgetReceivers(EmbeddedSerai.SUBSCRIPTION);
        serai.publish(events.subList(1, 7).toArray(String[]::new));

        serai.untilDelivered(7);
        untilReady();
        assertThat(restarts(meters)).isEqualTo(1);
        untilTold(2);
        assertThat(told()).first().asString().contains("Serai restarts its receiver");
        assertThat(serai.namespace().counts(EmbeddedSerai.SUBSCRIPTION).deadLettered()).isZero();
    }

    @Test
    void aReceiverThatTheBrokerDetachesComesBack() throws Exception {
        serai.start();
        serai.publish(events.get(0));
        serai.untilDelivered(1);

        serai.namespace().detachReceivers(EmbeddedSerai.SUBSCRIPTION);
        serai.publish(events.get(1));

        serai.untilDelivered(2);
        untilReady();
    }

    @Test
    void saysThatMessagesAreThereWhileSomebodyElseHasThemLockedAndThatItReceivesAsSoonAsItDoes() throws Exception {
        serai.publish(events.get(0), events.get(1));
        try (ServiceBusReceiverClient other = new ServiceBusClientBuilder().connectionString(serai.namespace().connectionString())
                .receiver().disableAutoComplete().topicName(EmbeddedSerai.TOPIC).subscriptionName("serai").buildClient()) {
            assertThat(other.receiveMessages(2, Duration.ofSeconds(5)).stream()).hasSize(2);
            serai.with("serai.servicebus.watchdog.stalled.ms", "1500").start();

            untilReady();
            assertThat(receiver().getMessage()).get().asString().contains("messages are waiting and none has come for");
            untilNotReady("another receiver, or a Serai that was killed, has locked them");
        }
        serai.namespace().expireLocks(EmbeddedSerai.SUBSCRIPTION);

        serai.untilDelivered(2);
        untilReady();
        assertThat(receiver().getMessage()).isEmpty();
    }

    @Test
    void aSubscriptionWithoutMessagesIsNoReasonForARestart() throws Exception {
        MeterRegistry meters = new SimpleMeterRegistry();
        serai.with(meters).start();
        untilReady();

        await().during(1_500, MILLISECONDS).atMost(30, SECONDS).until(() -> receiver().getState() == HealthCheck.State.UP);

        assertThat(restarts(meters)).isZero();
        assertThat(told()).isEmpty();
    }

    /** What was sent into the void, and what could not be settled, is locked until then. */
    private void theBrokerGivesUpWhoIsSilent() {
        serai.namespace().forgetReceivers(EmbeddedSerai.SUBSCRIPTION);
        serai.namespace().expireLocks(EmbeddedSerai.SUBSCRIPTION);
    }

    private static double restarts(MeterRegistry meters) {
        return meters.get("serai.receiver.restarts").tag("route", "source-mct").functionCounter().count();
    }

    private void untilTold(int lines) {
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(told()).hasSize(lines));
    }

    private List<String> told() {
        return logged.lines().filter(line -> line.contains("receive") || line.contains("servicebus")).toList();
    }

    private void untilReady() {
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(receiver().getState()).isEqualTo(HealthCheck.State.UP));
    }

    private void untilNotReady(String... why) {
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(receiver().getMessage()).get().asString().contains(why));
        assertThat(receiver().getState()).isEqualTo(HealthCheck.State.DOWN);
    }

    private HealthCheck.Result receiver() {
        return HealthCheckRegistry.get(serai.context()).getCheck("receiver:source-mct").orElseThrow().callReadiness();
    }
}
