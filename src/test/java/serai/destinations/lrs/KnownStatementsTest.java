package serai.destinations.lrs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.DeadLetterId;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.ReplayRate;
import serai.testkit.OneDestination;
import serai.testkit.Records;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Statements that the store knows already: with the same content they have arrived, with another they are a conflict. */
class KnownStatementsTest extends DeliveryToLrs {

    @Test
    void aStatementKnownWithOtherContentIsAConflictAndTheRestOfItsBatchIsDelivered() throws Exception {
        serai.start();
        serai.append("first"); // the first page after a start is a repeat
        serai.untilDelivered(1);
        storeOther("cleo");

        serai.append("ben", "cleo", "dora");

        serai.untilBalance(4, 3, 0, 1);
        assertThat(lrs.size()).as("the three, and the other one").isEqualTo(4);
        assertThat(serai.journalRows("SELECT class, status FROM aside")).containsExactly("conflict|409");
    }

    @Test
    void aStatementKnownWithTheSameContentIsDelivered(@TempDir Path another) throws Exception {
        try (OneDestination before = new OneDestination("lrs", another).with("serai.lrs.url", lrsUrl()).holding("cleo").start()) {
            before.untilDelivered(1);
        }
        String cleo = Records.completion("cleo").id().toString();
        lrs.answersWhereBodyHas(cleo, 409, "known"); // as stores answer that do not compare
        serai.start();
        serai.append("first");
        serai.untilDelivered(1);

        serai.append("ben", "cleo", "dora");

        serai.untilDelivered(4);
        assertThat(lrs.size()).isEqualTo(4);
    }

    @Test
    void aStatementKnownThatTheStoreDoesNotShowIsAConflict() throws Exception {
        serai.start();
        serai.append("first");
        serai.untilDelivered(1);
        lrs.answersWhereBodyHas(Records.completion("cleo").id().toString(), 409, "voided");

        serai.append("cleo");

        serai.untilBalance(2, 1, 0, 1);
        assertThat(serai.journalRows("SELECT class, status, answer FROM aside")).containsExactly("conflict|409|voided");
    }

    @Test
    void aStatementKnownOnARepeatIsDelivered() throws Exception {
        serai.start();
        serai.append("first");
        serai.untilDelivered(1);
        storeOther("cleo");
        lrs.answersNext(503, Map.of());

        serai.append("cleo");

        serai.untilDelivered(2);
    }

    /** A dead letter has not arrived: the answer to it was that the store has another statement. */
    @Test
    void aConflictThatIsSentAgainStaysOneUntilTheStoreHasTheSame() throws Exception {
        serai.start();
        serai.append("first");
        serai.untilDelivered(1);
        storeOther("cleo");
        serai.append("cleo");
        serai.untilBalance(2, 1, 0, 1);

        try (JournalOperations operations = serai.operations()) {
            operations.deadLetters().retry(Set.of(DeadLetterId.parse("lrs-2").orElseThrow()), ReplayRate.atOnce(Instant.now()));
        }

        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(serai.journalRows("SELECT class FROM failed_attempt"))
                .containsExactly("conflict", "conflict"));
        serai.untilBalance(2, 1, 0, 1);
        assertThat(serai.journalRows("SELECT state, class, status FROM aside")).containsExactly("dead|conflict|409");
    }

    /** Another statement under the id that the learner's completion has. */
    private void storeOther(String learner) throws Exception {
        ObjectNode other = (ObjectNode) lrs.statements().get(0).deepCopy();
        other.remove(List.of("stored", "authority", "version"));
        other.put("id", Records.completion(learner).id().toString());
        HttpRequest request = HttpRequest.newBuilder(URI.create(lrsUrl() + "/statements"))
                .header("Content-Type", "application/json").header("X-Experience-API-Version", "1.0.3")
                .POST(HttpRequest.BodyPublishers.ofString(other.toString())).build();
        assertThat(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
}
