package serai.journal.operations;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Appended;
import serai.journal.JournalWriter;
import serai.journal.operations.people.PersonLink;
import serai.journal.operations.person.ForgottenCounts;
import serai.journal.operations.person.ForgottenHash;
import serai.journal.operations.person.ForgottenPersons;
import serai.journal.operations.person.Person;
import serai.journal.operations.search.RecordQuery;
import serai.model.ContactType;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.model.Payload;
import serai.model.Platform;
import serai.sources.RecordFactory;
import serai.testkit.Records;
import serai.testkit.journal.OperatedJournal;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** What a restored journal forgets again: what the acts of forgetting had erased, and nothing that came afterwards. */
public class RestoredPersonsTest {

    private static final Person ANNA = Person.named("mct:anna");
    private static final String ADDRESS = "anna@example.org";

    @TempDir
    private Path folder;
    private OperatedJournal serai;

    @BeforeEach
    void start() {
        serai = new OperatedJournal(folder);
        serai.destination("lrs");
    }

    @AfterEach
    void stop() {
        List<String> damaged = new ArrayList<>();
        serai.operations().records().verify(damaged::add);
        serai.close();
        assertThat(damaged).isEmpty();
    }

    private ForgottenPersons forgotten() {
        return serai.operations().erasure().forgotten();
    }

    /** The journal is as restored: it has the hashes, and what they are of has not been erased. */
    private void note(Person named, boolean later) {
        forgotten().note(named, Set.of(ANNA), "request 7", later);
        serai.clock().turn(Duration.ofDays(1));
    }

    private ForgottenCounts again() {
        return serai.operations().erasure().again(forgotten().hashes());
    }

    private LearningRecord now(LearningRecord of, String contact) {
        Learner learner = new Learner(of.learner().id(), null, null, null, contact, ContactType.EMAIL, Map.of());
        return new LearningRecord(of.schemaVersion(), of.id(), of.source(), of.platform(), of.type(), of.platformType(),
                of.occurredAt(), of.occurredAsSent(), serai.clock().instant(), learner, of.activity(), of.result(), of.marks(),
                of.raw());
    }

    private List<Long> of(String learner) {
        return serai.operations().search()
                .find(new RecordQuery(null, learner, null, null, null, null, null, RecordQuery.NEWEST, 100))
                .records().stream().map(found -> found.seq()).toList();
    }

    /** Bodies without a learner; each time an event of another identity. */
    private void appendBodies(int time) {
        serai.journal().reject("mct", "no time", Payload.of("{\"user\": \"anna\"}".getBytes(StandardCharsets.UTF_8)))
                .toCompletableFuture().join();
        serai.append(new RecordFactory("mct", Platform.MCT, serai.clock()).unknown("BADGE", "BADGE",
                "{\"user\": \"anna\", \"time\": %s}".formatted(time).getBytes(StandardCharsets.UTF_8)), JournalWriter.UNROUTED);
    }

    @Test
    void whatCameLaterStays() {
        serai.append(Records.completion("anna"), "lrs");
        appendBodies(1);
        note(ANNA, false);
        assertThat(serai.append(now(Records.completion("anna", new BigDecimal("99")), null), "lrs")).isEqualTo(Appended.DIFFERS);
        serai.append(now(Records.login("anna"), null), "lrs");
        appendBodies(2);

        ForgottenCounts again = again();

        assertThat(again.accounts()).isEqualTo(1);
        assertThat(again.erased().records()).as("the completion, and what is unrouted").isEqualTo(2);
        assertThat(again.erased().refused()).isEqualTo(1);
        assertThat(again.erased().differing()).isZero();
        assertThat(of("anna")).containsExactly(3L);
        assertThat(serai.text("SELECT nr FROM rejected")).isEqualTo("2");
        assertThat(serai.text("SELECT seq FROM aside WHERE json IS NOT NULL")).isEqualTo("4");
        assertThat(again().erased().records()).isZero();
    }

    @Test
    void whoGotTheAddressLaterStays() {
        serai.append(Records.completion("anna"), "lrs");
        serai.append(Records.completion("ben"), "lrs");
        note(Person.named(ADDRESS), false);
        serai.append(now(Records.login("ben"), ADDRESS), "lrs");

        ForgottenCounts again = again();

        assertThat(again.accounts()).isEqualTo(1);
        assertThat(again.left()).isZero();
        assertThat(of("anna")).isEmpty();
        assertThat(of("ben")).hasSize(2);
    }

    /** The act had named one account. */
    @Test
    void anAddressThatSeveralHaveLeadsToNobody() {
        serai.append(Records.completion("anna"), "lrs");
        serai.append(now(Records.completion("ben"), ADDRESS), "lrs");
        note(Person.named(ADDRESS), false);

        ForgottenCounts again = again();

        assertThat(again.accounts()).isEqualTo(1);
        assertThat(again.left()).isEqualTo(1);
        assertThat(of("anna")).isEmpty();
        assertThat(of("ben")).hasSize(1);
    }

    @Test
    void anAddressLeadsToAnAccountThatNobodyNamed() {
        serai.append(Records.of("praesidium", Records.login("anna")), "lrs");
        note(Person.named(ADDRESS), false);

        assertThat(again().accounts()).isEqualTo(1);
        assertThat(of("anna")).isEmpty();
    }

    @Test
    void theNewerStateHolds() {
        note(ANNA, false);
        ForgottenHash old = forgotten().hashes().get(0);
        ForgottenHash said = new ForgottenHash(old.hash(), old.lookup(), true, 2, serai.clock().instant(), "request 8");
        assertThat(serai.append(Records.login("anna"), "lrs")).isEqualTo(Appended.STORED);

        serai.operations().erasure().again(List.of(said));

        assertThat(forgotten().hashes()).containsExactly(said);
        assertThat(serai.append(Records.completion("anna"), "lrs")).isEqualTo(Appended.FORGOTTEN);
        serai.operations().erasure().again(List.of(old));
        assertThat(forgotten().hashes()).containsExactly(said);
    }

    @Test
    void theLinkOfAnAccountWithoutRecordsGoes() {
        serai.operations().links().link(List.of(new PersonLink(Platform.MCT, "Anna", "E-1", serai.clock().instant()),
                new PersonLink(Platform.MCT, "ben", "E-2", serai.clock().instant())), null);
        note(ANNA, false);

        assertThat(again().accounts()).isEqualTo(1);
        assertThat(serai.operations().links().all()).extracting(PersonLink::person).containsExactly("E-2");

        serai.operations().links().link(List.of(new PersonLink(Platform.MCT, "anna", "E-1", serai.clock().instant())), null);
        assertThat(again().accounts()).as("linked since").isZero();
        assertThat(serai.operations().links().all()).hasSize(2);
    }
}
