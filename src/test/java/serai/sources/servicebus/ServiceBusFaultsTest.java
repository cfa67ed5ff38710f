package serai.sources.servicebus;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.models.SubQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.SourceCounts;
import serai.sandbox.servicebus.queue.EntityCounts;
import serai.testkit.EmbeddedSerai;
import serai.testkit.Kept;
import serai.testkit.Logged;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What goes wrong between Service Bus and the journal: nothing is lost, nothing is stored twice. */
class ServiceBusFaultsTest {

    @TempDir
    private Path data;
    private EmbeddedSerai serai;
    private Logged logged;

    @BeforeEach
    void prepare() throws IOException {
        serai = new EmbeddedSerai(data).with("serai.lrs.batch.size", "10");
        logged = new Logged();
    }

    @AfterEach
    void stop() {
        logged.close();
        serai.close();
    }

    @Test
    void anEventWhoseSettlementFailsAfterTheCommitIsStoredOnceInWhateverOrderItComesAgain() throws Exception {
        serai.start();
        serai.namespace().refuseNextSettlements(EmbeddedSerai.SUBSCRIPTION, 3);
        List<String> events = new ArrayList<>(EmbeddedSerai.mctSequence());
        Collections.reverse(events);

        serai.publish(events.toArray(String[]::new));

        untilCompleted(7);
        serai.untilDelivered(7);
        assertThat(serai.journal().sources()).containsEntry("mct", new SourceCounts(7, 3, 0, 0));
        assertThat(serai.http().lrs().statements()).hasSize(7);
        assertThat(counts().deadLettered()).isZero();
    }

    @Test
    void anEventThatIsDeliveredTwiceIsStoredOnce() throws Exception {
        serai.start();
        serai.namespace().duplicateNextDeliveries(EmbeddedSerai.SUBSCRIPTION, 7);

        serai.publish(EmbeddedSerai.mctSequence().toArray(String[]::new));

        serai.untilDelivered(7);
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(serai.journal().sources())
                .containsEntry("mct", new SourceCounts(7, 7, 0, 0)));
        assertThat(serai.http().lrs().statements()).hasSize(7);
    }

    @Test
    void goesOnWhenTheConnectionBreaksAndNobodyNeedsToKnow() throws Exception {
        serai.start();
        List<String> events = EmbeddedSerai.mctSequence();
        serai.publish(events.subList(0, 4).toArray(String[]::new));
        serai.untilDelivered(4);

        serai.namespace().dropConnections();
        serai.publish(events.subList(4, 7).toArray(String[]::new));

        serai.untilDelivered(7);
        untilCompleted(7);
        assertThat(counts().deadLettered()).isZero();
        assertThat(logged.lines().filter(line -> line.contains("servicebus") || line.contains("sources"))).isEmpty();
    }

    @Test
    void aMessageThatIsNoEventGoesToTheBrokersDeadLettersWithAShortReasonAndOneLineInTheLog() throws Exception {
        serai.start();
        List<String> events = EmbeddedSerai.mctSequence();

        serai.publish("not an event of Anna Ångström", events.get(0), "[]", events.get(1));

        serai.untilDelivered(2);
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(counts().deadLettered()).isEqualTo(2));
        assertThat(deadLetters()).hasSize(2).allSatisfy(message -> {
            assertThat(message.getDeadLetterReason()).isEqualTo("Serai: not an event");
            assertThat(message.getDeadLetterErrorDescription()).contains("; send the event again ", "./serai dead-letters show "
                    + "--from broker " + message.getSequenceNumber()).hasSizeLessThan(300).doesNotContain("Anna");
        });
        assertThat(logged.lines().filter(line -> line.contains("broker's dead letters"))).hasSize(2);
        assertThat(logged.lines().filter(line -> line.contains("azure") || line.contains("Anna"))).isEmpty();
    }

    private List<ServiceBusReceivedMessage> deadLetters() {
        try (ServiceBusReceiverClient receiver = new ServiceBusClientBuilder()
                .connectionString(serai.namespace().connectionString()).receiver().topicName(EmbeddedSerai.TOPIC)
                .subscriptionName("serai").subQueue(SubQueue.DEAD_LETTER_QUEUE).buildClient()) {
            return receiver.peekMessages(10).stream().toList();
        }
    }

    @Test
    void waitsForTheJournalInsideTheHandlersAndBurnsNoDelivery() throws Exception {
        serai.with("serai.journal.waiting.max", "4").start();

        try (Connection lock = lockedJournal()) {
            serai.publish(EmbeddedSerai.mctSequence().toArray(String[]::new));
            await().atMost(30, SECONDS).until(() -> counts().delivered() == 7);
            await().during(1, SECONDS).atMost(30, SECONDS).until(() -> counts().completed() == 0);
            lock.createStatement().execute("ROLLBACK");
        }

        serai.untilDelivered(7);
        untilCompleted(7);
        assertThat(counts().delivered()).as("each message once").isEqualTo(7);
        assertThat(counts().deadLettered() + counts().abandoned()).isZero();
    }

    @Test
    void anEventWhoseLockIsLostWhileTheJournalIsWaitedForIsStoredOnce() throws Exception {
        serai.with("serai.journal.waiting.max", "1").start();

        try (Connection lock = lockedJournal()) {
            serai.publish(EmbeddedSerai.mctSequence().subList(0, 3).toArray(String[]::new));
            await().atMost(30, SECONDS).until(() -> counts().delivered() == 3);
            serai.namespace().expireLocks(EmbeddedSerai.SUBSCRIPTION);
            await().atMost(30, SECONDS).until(() -> counts().delivered() == 6);
            lock.createStatement().execute("ROLLBACK");
        }

        serai.untilDelivered(3);
        untilCompleted(3);
        assertThat(serai.http().lrs().statements()).hasSize(3);
        assertThat(counts().deadLettered()).isZero();
    }

    @Test
    void settlesWhatIsInFlightWhenItIsStopped() throws Exception {
        serai.start();
        String login = EmbeddedSerai.mctSequence().get(0);
        serai.publish(IntStream.range(0, 60).mapToObj(i -> login.replaceFirst("\\.\\d{7}", String.format(Locale.ROOT, ".%07d", i)))
                .toArray(String[]::new));
        await().atMost(30, SECONDS).until(() -> counts().completed() > 5);

        long accepted = accepted();
        serai.stop();

        EntityCounts after = counts();
        assertThat(after.completed()).isGreaterThanOrEqualTo(accepted).as("what is stored is settled").isEqualTo(stored());
        assertThat(after.deadLettered() + after.abandoned()).isZero();
        serai.namespace().expireLocks(EmbeddedSerai.SUBSCRIPTION);
        serai.start();
        serai.untilDelivered(60);
        untilCompleted(60);
        assertThat(serai.journal().sources()).containsEntry("mct", new SourceCounts(60, 0, 0, 0));
    }

    @Test
    void settlesNothingWhenItIsStoppedWhileTheJournalIsDown() throws Exception {
        serai.with("serai.journal.waiting.max", "1").with("serai.servicebus.drain.max.ms", "300").start();
        CompletableFuture<Void> stop;
        try (Connection lock = lockedJournal()) {
            serai.publish(EmbeddedSerai.mctSequence().subList(0, 5).toArray(String[]::new));
            await().atMost(30, SECONDS).until(() -> counts().delivered() == 5);
            stop = CompletableFuture.runAsync(serai::stop);
            await().atMost(30, SECONDS).until(() -> logged.lines().filter(line -> line.contains("was not taken in")).count() == 5);
            lock.createStatement().execute("ROLLBACK");
        }
        stop.get(60, SECONDS);
        assertThat(counts().completed() + counts().deadLettered() + counts().abandoned()).isZero();

        serai.namespace().expireLocks(EmbeddedSerai.SUBSCRIPTION);
        serai.start();

        untilCompleted(5);
        serai.untilDelivered(5);
        assertThat(counts().deadLettered()).isZero();
    }

    /** Another process writes to the journal and doesn't end: nothing can be stored. */
    private Connection lockedJournal() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("journal.db"));
        connection.createStatement().execute("BEGIN IMMEDIATE");
        return connection;
    }

    private long accepted() {
        SourceCounts counts = serai.journal().sources().get("mct");
        return counts == null ? 0 : counts.accepted();
    }

    private long stored() throws SQLException {
        String journal = "jdbc:sqlite:" + data.resolve("journal.db");
        return Long.parseLong(Kept.rowsAt(journal, "SELECT count(*) FROM record").get(0));
    }

    private void untilCompleted(int messages) {
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(counts().completed()).isEqualTo(messages));
    }

    private EntityCounts counts() {
        return serai.namespace().counts(EmbeddedSerai.SUBSCRIPTION);
    }
}
