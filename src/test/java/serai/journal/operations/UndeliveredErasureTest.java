package serai.journal.operations;

import org.junit.jupiter.api.Test;
import serai.journal.Balance;
import serai.journal.JournalWriter;
import serai.journal.operations.person.ErasureCounts;
import serai.journal.operations.person.Person;
import serai.model.ContactType;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.model.Payload;
import serai.model.Platform;
import serai.sources.RecordFactory;
import serai.testkit.Records;
import serai.testkit.journal.MarkedPerson;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

/** What of a person no destination was to get goes too: unrouted and differing events, and refused bodies. */
public class UndeliveredErasureTest extends ErasureOfMarkedPerson {

    @Test
    void unroutedAndDifferingEventsGo() throws IOException {
        append(JournalWriter.UNROUTED);
        LearningRecord first = MarkedPerson.completion("CRS1");
        serai.append(new LearningRecord(1, first.id(), first.source(), first.platform(), first.type(), first.platformType(),
                first.occurredAt(), first.occurredAsSent(), first.receivedAt(), first.learner(),
                Records.completion("anna").activity(), first.result(), first.marks(), first.raw()), JournalWriter.UNROUTED);

        assertThat(forget()).isEqualTo(new ErasureCounts(2, 2, 1, 0, Map.of("unrouted", 2L), Map.of()));

        assertThat(serai.balance("unrouted")).isEqualTo(new Balance(4, 0, 2, 0, 2));
        assertThat(serai.operations().unrouted().reroute(record -> Set.of("lrs"), true).sent()).isEqualTo(2);
        isWhole();
        isNowhereInTheFiles();
    }

    private void reject(String body) {
        serai.journal().reject("praesidium", "event_timestamp is missing", Payload.of(body.getBytes(StandardCharsets.UTF_8)))
                .toCompletableFuture().join();
    }

    /** By the address too, which only the person's records tell; and not by what another account has as well. */
    @Test
    void refusedBodiesThatNameThePersonGo() throws IOException {
        append("lrs");
        String contact = MarkedPerson.MARKERS.get("contact") + "@example.org";
        reject("{\"event_context\": {\"uuid\": \"" + ID.toUpperCase(Locale.ROOT) + "\"}}");
        reject("{\"event_context\": {\"user\": \"" + contact + "\"}}");
        reject("not JSON, of " + contact);
        reject("{\"event_context\": {\"user\": \"anna@example.org\"}}");

        assertThat(serai.operations().erasure().forget(PERSON, "request 7", false).refused()).isEqualTo(3);
        assertThat(forget()).isEqualTo(new ErasureCounts(2, 0, 0, 3, Map.of("lrs", 2L), Map.of()));

        assertThat(serai.text("SELECT nr FROM rejected")).isEqualTo("4");
        assertThat(serai.journal().sources().get("praesidium").rejected()).as("what has come stays counted").isEqualTo(4);
        isWhole();
        isNowhereInTheFiles();
    }

    @Test
    void anAddressThatOthersHaveIsNotLookedFor() {
        append("lrs");
        LearningRecord of = MarkedPerson.completion("CRS3");
        serai.append(new LearningRecord(1, UUID.randomUUID(), "mct", Platform.MCT, of.type(), of.platformType(), of.occurredAt(),
                of.occurredAsSent(), of.receivedAt(),
                new Learner("other", null, null, null, of.learner().contact(), ContactType.EMAIL,
                        Map.of()),
                of.activity(), of.result(), of.marks(), of.raw()), "lrs");
        reject("{\"user\": \"" + of.learner().contact() + "\"}");

        assertThat(forget().refused()).isZero();
        assertThat(serai.operations().erasure().forget(Person.named(of.learner().contact()), "request 7", true).refused())
                .isEqualTo(1);
    }

    /** Another platform has the same number, and the client has too: it is somebody else's. */
    @Test
    void whatHasTheNumberOfSomebodyElseStays() {
        serai.append(Records.completion("13273"), "lrs");
        reject("{\"clientExternalId\": \"13273\"}");
        reject("{\"user_id\": 13273}");
        RecordFactory factory = new RecordFactory("praesidium", Platform.PRAESIDIUM, serai.clock());
        for (String key : List.of("clientExternalId", "userId")) {
            serai.append(factory.unknown("BADGE", "BADGE", "{\"%s\": \"13273\"}".formatted(key).getBytes(StandardCharsets.UTF_8)),
                    JournalWriter.UNROUTED);
        }

        assertThat(serai.operations().erasure().forget(Person.named("mct:13273"), "request 7", true))
                .isEqualTo(new ErasureCounts(1, 0, 0, 0, Map.of("lrs", 1L), Map.of()));

        assertThat(serai.balance("unrouted").dropped()).isZero();
        assertThat(serai.text("SELECT count(*) FROM rejected")).isEqualTo("2");
    }

    /** An event of a type that Serai does not know has no learner; nobody but its payload tells whose it is. */
    @Test
    void unroutedEventsOfUnknownTypesThatNameThePersonGo() throws IOException {
        append("lrs");
        RecordFactory factory = new RecordFactory("praesidium", Platform.PRAESIDIUM, serai.clock());
        for (String learner : List.of(ID, "anna")) {
            serai.append(factory.unknown("BADGE", "BADGE", ("{\"uuid\": \"" + learner + "\"}").getBytes(StandardCharsets.UTF_8)),
                    JournalWriter.UNROUTED);
        }

        assertThat(forget()).isEqualTo(new ErasureCounts(3, 1, 0, 0, Map.of("lrs", 2L, "unrouted", 1L), Map.of()));

        assertThat(serai.balance("unrouted")).isEqualTo(new Balance(2, 0, 1, 0, 1));
        assertThat(forget()).isEqualTo(new ErasureCounts(0, 0, 0, 0, Map.of(), Map.of()));
        isWhole();
        isNowhereInTheFiles();
    }
}
