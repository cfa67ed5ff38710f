package serai.sandbox.servicebus;

import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.engine.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static serai.sandbox.servicebus.SandboxClients.PATH;
import static serai.sandbox.servicebus.SandboxClients.numbered;
import static serai.sandbox.servicebus.SandboxClients.one;

class RawClientTest {

    private ServiceBusNamespace namespace;
    private SandboxClients clients;
    private RawClient client;

    @BeforeEach
    void open() throws Exception {
        namespace = new NamespaceBuilder().port(0).topic("MCTEvents", "serai").build().start();
        clients = new SandboxClients(namespace);
        client = new RawClient(namespace.port(), 300);
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        clients.close();
        namespace.close();
    }

    @Test
    void isDetachedWhenItsMessageIsTooLarge() throws Exception {
        Sender sender = RawClient.sender(client.session(), "MCTEvents");
        client.until(() -> sender.getCredit() > 0);

        send(sender, new byte[SenderLink.MESSAGE_BYTES_MAX + 100_000]);
        client.until(() -> sender.getRemoteState() == EndpointState.CLOSED);

        assertThat(sender.getRemoteCondition().getCondition().toString()).isEqualTo("amqp:link:message-size-exceeded");
        assertThat(namespace.counts(PATH).active()).isZero();
    }

    @Test
    void isToldThatItsMessageIsNone() throws Exception {
        Sender sender = RawClient.sender(client.session(), "MCTEvents");
        client.until(() -> sender.getCredit() > 0);

        Delivery delivery = send(sender, new byte[]{0, 1, 2, 3});
        client.until(delivery::remotelySettled);

        assertThat(delivery.getRemoteState()).asInstanceOf(type(Rejected.class))
                .extracting(rejected -> rejected.getError().getCondition().toString()).isEqualTo("amqp:decode-error");
    }

    @Test
    void getsNothingMoreWhenItsSessionHasEnded() throws Exception {
        Session session = client.session();
        Receiver receiver = RawClient.receiver(session, PATH, 10);
        client.until(() -> receiver.getRemoteState() == EndpointState.ACTIVE);

        session.close();
        client.until(() -> session.getRemoteState() == EndpointState.CLOSED);
        clients.sender().sendMessages(numbered(1));

        assertThat(one(clients.receiver()).getDeliveryCount()).isZero();
    }

    @Test
    void getsItsCreditBackWhenItDrainsAnEmptyQueue() throws Exception {
        Receiver receiver = RawClient.receiver(client.session(), PATH, 0);
        receiver.drain(10);

        client.until(() -> receiver.getRemoteState() == EndpointState.ACTIVE && !receiver.draining());

        assertThat(receiver.getCredit()).isZero();
    }

    @Test
    void hearsTheHeartbeatItAsksFor() throws Exception {
        client.session();
        client.until(() -> client.transport.getRemoteIdleTimeout() > 0);
        long frames = client.transport.getFramesInput();

        client.until(() -> client.transport.getFramesInput() >= frames + 3);
    }

    private static Delivery send(Sender sender, byte[] message) {
        Delivery delivery = sender.delivery(new byte[]{1});
        sender.send(message, 0, message.length);
        sender.advance();
        return delivery;
    }
}
