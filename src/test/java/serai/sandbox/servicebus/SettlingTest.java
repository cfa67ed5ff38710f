package serai.sandbox.servicebus;

import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusFailureReason;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusProcessorClient;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.models.AbandonOptions;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.sandbox.servicebus.queue.EntityCounts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;
import static serai.sandbox.servicebus.SandboxClients.PATH;
import static serai.sandbox.servicebus.SandboxClients.numbered;
import static serai.sandbox.servicebus.SandboxClients.one;
import static serai.sandbox.servicebus.SandboxClients.receive;

class SettlingTest {

    private static final Duration LOCK = Duration.ofMillis(1500);

    private final AdvancingClock clock = new AdvancingClock();
    private ServiceBusNamespace namespace;
    private SandboxClients clients;

    @BeforeEach
    void open() throws Exception {
        namespace = new NamespaceBuilder().port(0).topic("MCTEvents", "serai")
                .lockDuration(LOCK).maxDeliveryCount(3).clock(clock).build().start();
        clients = new SandboxClients(namespace);
    }

    @AfterEach
    void close() throws Exception {
        clients.close();
        namespace.close();
    }

    @Test
    void deliversAnAbandonedMessageAgainWithItsNewProperties() {
        clients.sender().sendMessages(numbered(2));
        ServiceBusReceiverClient receiver = clients.receiver();

        receiver.abandon(one(receiver), new AbandonOptions().setPropertiesToModify(Map.of("why", "busy")));
        ServiceBusReceivedMessage again = one(receiver);

        assertThat(again.getMessageId()).as("its place in the order").isEqualTo("m0");
        assertThat(again.getDeliveryCount()).isEqualTo(1);
        assertThat(again.getApplicationProperties()).containsEntry("why", "busy");
        assertThat(again.getBody().toString()).isEqualTo("body 0");
    }

    @Test
    void movesAMessageToTheDeadLettersWithReasonAndDescription() {
        ServiceBusMessage message = new ServiceBusMessage("not JSON").setContentType("text/plain");
        message.getApplicationProperties().put("tenant", "anna");
        clients.sender().sendMessage(message);
        ServiceBusReceiverClient receiver = clients.receiver();

        receiver.deadLetter(one(receiver), new DeadLetterOptions()
                .setDeadLetterReason("unreadable").setDeadLetterErrorDescription("a JSON object was expected"));
        ServiceBusReceiverClient deadLetters = clients.deadLetters();
        ServiceBusReceivedMessage dead = one(deadLetters);

        assertThat(dead.getDeadLetterReason()).isEqualTo("unreadable");
        assertThat(dead.getDeadLetterErrorDescription()).isEqualTo("a JSON object was expected");
        assertThat(dead.getApplicationProperties()).containsEntry("tenant", "anna");
        assertThat(dead.getContentType()).isEqualTo("text/plain");
        assertThat(dead.getBody().toString()).isEqualTo("not JSON");
        deadLetters.complete(dead);
        assertThat(namespace.counts(PATH).deadLettered()).isEqualTo(1);
        assertThat(namespace.counts(PATH + "/$DeadLetterQueue").completed()).isEqualTo(1);
    }

    @Test
    void movesAMessageToTheDeadLettersAfterItsLastDelivery() {
        clients.sender().sendMessages(numbered(1));
        ServiceBusReceiverClient receiver = clients.receiver();

        for (int earlier = 0; earlier < 3; earlier++) {
            ServiceBusReceivedMessage message = one(receiver);
            assertThat(message.getDeliveryCount()).isEqualTo(earlier);
            receiver.abandon(message);
        }

        assertThat(one(clients.deadLetters()).getDeadLetterReason()).isEqualTo("MaxDeliveryCountExceeded");
        assertThat(namespace.counts(PATH)).isEqualTo(new EntityCounts(0, 0, 0, 3, 1, 0, 3));
    }

    @Test
    void deliversAgainWhenALockEndsAndTellsTheLateOne() {
        clients.sender().sendMessages(numbered(1));
        ServiceBusReceiverClient receiver = clients.receiver();
        ServiceBusReceivedMessage late = one(receiver);

        clock.advance(LOCK);
        await().atMost(Duration.ofSeconds(30)).until(() -> namespace.counts(PATH).expiredLocks() == 1);
        ServiceBusReceivedMessage again = one(receiver);

        assertThat(again.getDeliveryCount()).isEqualTo(1);
        assertThat(again.getLockToken()).isNotEqualTo(late.getLockToken());
        assertLockLost(() -> receiver.complete(late));
        receiver.complete(again);
        assertThat(namespace.counts(PATH).completed()).isEqualTo(1);
    }

    @Test
    void keepsAMessageWhoseLockIsRenewed() {
        clients.sender().sendMessages(numbered(1));
        ServiceBusReceiverClient receiver = clients.receiver();
        ServiceBusReceivedMessage message = one(receiver);

        OffsetDateTime firstEnd = message.getLockedUntil();
        assertThat(receiver.renewMessageLock(message)).isAfter(firstEnd);

        namespace.expireLocks(PATH);
        assertLockLost(() -> receiver.renewMessageLock(message));
    }

    @Test
    void keepsAMessageForAHandlerThatTakesLongerThanTheLock() throws Exception {
        CountDownLatch longerThanTheLock = new CountDownLatch(1);
        AtomicInteger handled = new AtomicInteger();
        ServiceBusProcessorClient processor = clients.closing(clients.builder().processor()
                .topicName("MCTEvents").subscriptionName("serai").processError(error -> {})
                .processMessage(message -> {
                    handled.incrementAndGet();
                    awaitUninterrupted(longerThanTheLock);
                }).buildProcessorClient());
        processor.start();
        clients.sender().sendMessages(numbered(1));
        await().atMost(Duration.ofSeconds(30)).until(() -> handled.get() == 1);
        OffsetDateTime twoLocksLater = OffsetDateTime.now(ZoneOffset.UTC).plus(LOCK.multipliedBy(2));

        await().atMost(Duration.ofSeconds(30)).until(() -> OffsetDateTime.now(ZoneOffset.UTC).isAfter(twoLocksLater));
        longerThanTheLock.countDown();

        await().atMost(Duration.ofSeconds(30)).until(() -> namespace.counts(PATH).completed() == 1);
        assertThat(handled).hasValue(1);
        assertThat(namespace.counts(PATH).expiredLocks()).isZero();
    }

    @Test
    void canDeliverTwice() {
        namespace.duplicateNextDeliveries(PATH, 1);
        clients.sender().sendMessages(numbered(2));
        ServiceBusReceiverClient receiver = clients.receiver();

        List<ServiceBusReceivedMessage> received = receive(receiver, 3);

        assertThat(received).extracting(ServiceBusReceivedMessage::getMessageId)
                .containsExactlyInAnyOrder("m0", "m0", "m1");
        received.forEach(receiver::complete);
        assertThat(namespace.counts(PATH).completed()).isEqualTo(3);
    }

    @Test
    void canLoseALockAtTheMomentOfSettling() {
        namespace.refuseNextSettlements(PATH, 1);
        clients.sender().sendMessages(numbered(1));
        ServiceBusReceiverClient receiver = clients.receiver();

        assertLockLost(() -> receiver.complete(one(receiver)));

        receiver.complete(one(receiver));
        assertThat(namespace.counts(PATH)).isEqualTo(new EntityCounts(0, 0, 1, 0, 0, 1, 2));
    }

    private static void assertLockLost(ThrowingCallable settling) {
        assertThatThrownBy(settling).asInstanceOf(type(ServiceBusException.class))
                .extracting(ServiceBusException::getReason).isEqualTo(ServiceBusFailureReason.MESSAGE_LOCK_LOST);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The machine's clock, and a bit. */
    private static final class AdvancingClock extends Clock {

        private volatile Duration ahead = Duration.ZERO;

        void advance(Duration bit) {
            ahead = ahead.plus(bit);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
