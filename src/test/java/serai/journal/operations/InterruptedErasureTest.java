package serai.journal.operations;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.operations.person.ErasureRecords;
import serai.journal.operations.person.Person;
import serai.journal.operations.person.PersonContent;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.model.Payload;
import serai.testkit.Records;
import serai.testkit.journal.OperatedJournal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A person is named by an address, and what tells the address is erased when the process dies: the rest is found all the same. */
public class InterruptedErasureTest {

    private static final Person PERSON = Person.named("anna@example.org");
    private static final int RECORDS = 120;
    /** In the first transaction. */
    private static final int WITH_ADDRESS = 10;
    private static final int DIES_AT = 60;

    @TempDir
    private Path folder;

    private static LearningRecord record(int number) {
        LearningRecord of = Records.start("anna", Duration.ofMinutes(number));
        return number < WITH_ADDRESS ? of
                : new LearningRecord(of.schemaVersion(), of.id(), of.source(), of.platform(), of.type(), of.platformType(),
                        of.occurredAt(), of.occurredAsSent(), of.receivedAt(),
                        new Learner("anna", null, null, null, null, null, Map.of()),
                        of.activity(), of.result(), of.marks(), of.raw());
    }

    private static PersonContent forget(OperatedJournal serai, ErasureRecords told) {
        PersonContent found = serai.operations().persons().find(PERSON).requireOnePerson();
        serai.operations().erasure().forgotten().note(PERSON, found.accounts(), "request 7", false);
        serai.operations().erasure().forget(PERSON, serai.operations().persons().find(PERSON), "request 7", true, told);
        return found;
    }

    @Test
    void findsWhatIsLeftOfTheAccountAndOfBodiesWithTheAddress() throws Exception {
        try (OperatedJournal serai = new OperatedJournal(folder)) {
            for (int i = 0; i < RECORDS; i++) {
                serai.append(record(i), "lrs");
            }
            serai.append(Records.completion("ben"), "lrs");
            for (String body : List.of("to anna@example.org", "to ben@example.org")) {
                serai.journal().reject("mct", "not JSON", Payload.of(body.getBytes(StandardCharsets.UTF_8))).toCompletableFuture()
                        .join();
            }
            AtomicInteger told = new AtomicInteger();

            assertThatThrownBy(() -> forget(serai, (destination, id) -> {
                if (told.incrementAndGet() == DIES_AT) {
                    throw new IllegalStateException("killed");
                }
            })).hasMessage("killed");

            assertThat(forget(serai, (destination, id) -> {}).seqs()).hasSize(RECORDS - 50);
            assertThat(serai.operations().persons().find(Person.named("mct:anna")).seqs()).isEmpty();
            List<String> bodies = new ArrayList<>();
            serai.query("SELECT body FROM rejected", row -> bodies.add(new String(row.getBytes(1), StandardCharsets.UTF_8)));
            assertThat(bodies).containsExactly("to ben@example.org");
            assertThat(serai.operations().persons().find(Person.named("mct:ben")).seqs()).hasSize(1);
        }
    }
}
