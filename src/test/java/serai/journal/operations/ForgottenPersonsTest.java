package serai.journal.operations;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import serai.journal.Appended;
import serai.journal.JournalUnavailableException;
import serai.journal.SourceCounts;
import serai.journal.operations.person.ForgottenHash;
import serai.journal.operations.person.ForgottenPerson;
import serai.journal.operations.person.ForgottenPersons;
import serai.journal.operations.person.Person;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.testkit.Records;
import serai.testkit.journal.OperatedJournal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Events of somebody who was forgotten with all that comes later: counted, and nowhere else. */
public class ForgottenPersonsTest {

    /** Where the journal is. */
    enum Store {
        SQLITE, POSTGRESQL
    }

    @TempDir
    private Path folder;
    private OperatedJournal serai;
    private OperatedJournal.Fake lrs;

    private void start(Store store) throws Exception {
        serai = store == Store.SQLITE ? new OperatedJournal(folder) : OperatedJournal.inPostgresql();
        lrs = serai.destination("lrs");
    }

    @AfterEach
    void stop() {
        serai.close();
    }

    private ForgottenPersons forgotten() {
        return serai.operations().erasure().forgotten();
    }

    private void forget(String named, boolean later) {
        Person person = Person.named(named);
        forgotten().note(person, serai.operations().persons().find(person).accounts(), "request 7", later);
        serai.operations().erasure().forget(person, "request 7", true);
    }

    private static Person account(String id) {
        return Person.named("mct:" + id);
    }

    private void isWhole() {
        List<String> damaged = new ArrayList<>();
        serai.operations().records().verify(damaged::add);
        assertThat(damaged).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void areCountedAndNotKept(Store store) throws Exception {
        start(store);
        serai.append(Records.completion("anna"), "lrs");
        serai.append(Records.completion("ben"), "lrs");
        forget("mct:anna", true);
        long seq = serai.operations().records().verify(line -> {}).records();

        assertThat(serai.append(Records.completion("anna"), "lrs")).isEqualTo(Appended.FORGOTTEN);
        assertThat(serai.append(Records.login("ANNA"), "lrs")).as("whatever the case").isEqualTo(Appended.FORGOTTEN);
        assertThat(serai.append(Records.login("ben"), "lrs")).isEqualTo(Appended.STORED);
        assertThat(serai.append(Records.of("praesidium", Records.login("anna")), "lrs")).as("another platform's id")
                .isEqualTo(Appended.STORED);
        assertThat(serai.append(Records.completion("ben"), "lrs")).isEqualTo(Appended.DUPLICATE);

        assertThat(serai.journal().sources()).containsEntry("mct", new SourceCounts(3, 1, 0, 0, 2));
        assertThat(serai.operations().records().verify(line -> {}).records()).isEqualTo(seq + 2);
        assertThat(forgotten().all()).singleElement()
                .isEqualTo(new ForgottenPerson(1, serai.clock().instant(), "request 7", true, 2,
                        Records.RECEIVED));
        serai.runFor(Duration.ofMinutes(1));
        assertThat(lrs.taken()).containsExactlyInAnyOrder("ben", "ben", "anna");
        assertThat(serai.balance("lrs").isEven()).isTrue();
        isWhole();
    }

    /** The process that takes events in has read the table before, and reads it again when it starts. */
    @ParameterizedTest
    @EnumSource(Store.class)
    void holdForTheProcessThatRunsAndForTheNext(Store store) throws Exception {
        start(store);
        serai.append(Records.completion("anna"), "lrs");
        assertThat(serai.append(Records.login("anna"), "lrs")).isEqualTo(Appended.STORED);
        forget("anna@example.org", true);
        assertThat(serai.append(Records.login("anna"), "lrs")).isEqualTo(Appended.FORGOTTEN);
        serai.stopDelivering();
        serai.deliverAgain();
        assertThat(serai.append(Records.login("anna"), "lrs")).isEqualTo(Appended.FORGOTTEN);
        // By the address alone: an account that nobody knew.
        assertThat(serai.append(Records.of("praesidium", Records.login("anna")), "lrs")).isEqualTo(Appended.FORGOTTEN);

        assertThat(forgotten().of(account("anna"))).containsExactly(1L);
        assertThat(forgotten().end(1, "signed up again")).isEqualTo(2);
        assertThat(forgotten().end(1, "signed up again")).isZero();

        assertThat(serai.append(Records.login("anna"), "lrs")).isEqualTo(Appended.STORED);
        assertThat(forgotten().all()).singleElement().satisfies(one -> {
            assertThat(one.later()).isFalse();
            assertThat(one.events()).isEqualTo(3);
        });
        isWhole();
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void areKeptWhereThatWasNotSaid(Store store) throws Exception {
        start(store);
        serai.append(Records.completion("anna"), "lrs");
        forget("mct:anna", false);
        assertThat(serai.append(Records.completion("anna"), "lrs")).isEqualTo(Appended.STORED);
        assertThat(serai.operations().audit().before(Long.MAX_VALUE, 9)).hasSize(1);

        forget("mct:anna", true);
        forget("mct:anna", false);
        assertThat(serai.append(Records.completion("anna"), "lrs")).as("what was said before stays").isEqualTo(Appended.FORGOTTEN);
        assertThat(forgotten().all()).singleElement().satisfies(one -> assertThat(one.nr()).isEqualTo(3));
    }

    /** Neither the whole hash nor the short one tells whose it is without the journal's key. */
    @ParameterizedTest
    @EnumSource(Store.class)
    void nameNobody(Store store) throws Exception {
        start(store);
        forgotten().note(Person.named("anna@example.org"), Set.of(account("anna")), "request 7", true);
        List<String> row = new ArrayList<>();
        serai.query("SELECT * FROM forgotten", found -> {
            for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                row.add(found.getObject(i) instanceof byte[] bytes ? new String(bytes, StandardCharsets.ISO_8859_1)
                        : found.getString(i));
            }
        });
        assertThat(row).hasSize(18).noneMatch(cell -> cell != null && cell.contains("anna"));
        assertThat(serai.operations().audit().before(Long.MAX_VALUE, 9)).singleElement()
                .satisfies(entry -> assertThat(entry.toString()).doesNotContain("anna"));
    }

    private static LearningRecord ofClient(String learner, String externalId) {
        LearningRecord of = Records.of("praesidium", Records.login(learner));
        return new LearningRecord(of.schemaVersion(), of.id(), of.source(), of.platform(), of.type(), of.platformType(),
                of.occurredAt(), of.occurredAsSent(), of.receivedAt(),
                new Learner(learner, externalId, null, null, null, null, Map.of()),
                of.activity(), of.result(), of.marks(), of.raw());
    }

    /** Platforms count ids up, so another platform's is somebody else's; said again too, when the records are erased. */
    @ParameterizedTest
    @EnumSource(Store.class)
    void aBareIdIsThatAccountOnly(Store store) throws Exception {
        start(store);
        serai.append(Records.completion("13273"), "lrs");
        forget("13273", true);
        forget("13273", true);

        assertThat(forgotten().hashes()).hasSize(1);
        assertThat(serai.append(Records.login("13273"), "lrs")).isEqualTo(Appended.FORGOTTEN);
        assertThat(serai.append(ofClient("dora", "13273"), "lrs")).isEqualTo(Appended.STORED);
        assertThat(serai.append(ofClient("13273", null), "lrs")).isEqualTo(Appended.STORED);
        assertThat(forgotten().of(Person.named("13273"))).containsExactly(2L);

        serai.append(Records.completion("E-7"), "lrs");
        serai.append(ofClient("emil", "E-7"), "lrs");
        forget("E-7", true);
        assertThat(serai.append(ofClient("other", "E-7"), "lrs")).as("your own id").isEqualTo(Appended.FORGOTTEN);
    }

    /** Their events have all of them, so each would keep the others' from being kept again. */
    @ParameterizedTest
    @EnumSource(Store.class)
    void endWithAllIdentifiersOfTheirActs(Store store) throws Exception {
        start(store);
        serai.append(Records.completion("anna"), "lrs");
        forget("anna@example.org", true);
        forget("mct:anna", false);

        assertThat(forgotten().of(account("anna"))).containsExactly(2L);
        assertThat(forgotten().end(2, "signed up again")).isEqualTo(2);
        assertThat(serai.append(Records.login("anna"), "lrs")).isEqualTo(Appended.STORED);
        assertThat(forgotten().all()).singleElement().satisfies(one -> assertThat(one.later()).isFalse());
        isWhole();
    }

    /** Nothing gives a damaged row a checksum that holds, and a copy of what was written before mends it. */
    @ParameterizedTest
    @CsvSource({"SQLITE, lookup", "SQLITE, at", "POSTGRESQL, lookup", "POSTGRESQL, at"})
    void aDamagedRowIsRefusedUntilItIsMended(Store store, String column) throws Exception {
        start(store);
        serai.append(Records.completion("anna"), "lrs");
        forget("mct:anna", true);
        List<ForgottenHash> before = forgotten().hashes();
        serai.query("UPDATE forgotten SET %1$s = %1$s + 1 RETURNING nr".formatted(column), row -> {});

        assertThatThrownBy(() -> forgotten().hashes()).isInstanceOf(JournalUnavailableException.class)
                .hasMessageContaining("forgotten again FILE");
        assertThatThrownBy(() -> forgotten().end(1, "signed up again")).hasMessageContaining("damaged");
        assertThatThrownBy(() -> forget("mct:anna", false)).hasMessageContaining("damaged");
        List<String> damaged = new ArrayList<>();
        serai.operations().records().verify(damaged::add);
        assertThat(damaged).hasSize(1);

        serai.operations().erasure().again(before);
        assertThat(forgotten().hashes()).isEqualTo(before);
        assertThat(serai.operations().audit().before(Long.MAX_VALUE, 1)).singleElement()
                .satisfies(entry -> assertThat(entry.subject()).contains("1 damaged ones taken out"));
        isWhole();
    }
}
