package serai.journal.operations;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.journal.Appended;
import serai.journal.Balance;
import serai.journal.JournalWriter;
import serai.journal.attempt.FailureClass;
import serai.journal.operations.audit.AuditLogContent;
import serai.journal.operations.audit.AuditLogEntry;
import serai.journal.operations.audit.AuditedActs;
import serai.journal.operations.people.PersonLink;
import serai.journal.operations.people.PersonLinks;
import serai.journal.operations.person.ErasureCounts;
import serai.journal.operations.person.Person;
import serai.journal.operations.person.PersonErasure;
import serai.journal.sql.write.Write;
import serai.model.ForgottenRecord;
import serai.model.Platform;
import serai.testkit.Records;
import serai.testkit.journal.MarkedPerson;
import serai.testkit.journal.OperatedJournal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is left of a person in the journal: nothing; and of all others, everything. */
public class PersonErasureTest extends ErasureOfMarkedPerson {

    @Test
    void leavesNothingOfWhatWasDeliveredAndEverythingOfOthers() throws IOException {
        append("lrs");
        serai.runFor(A_WHILE);
        PersonLinks links = serai.operations().links();
        links.link(List.of(new PersonLink(Platform.PRAESIDIUM, ID, "E-1", serai.clock().instant()),
                new PersonLink(Platform.MCT, "anna", "E-2", serai.clock().instant())), "moved in");

        assertThat(forget()).isEqualTo(new ErasureCounts(2, 0, 0, 0, Map.of(), Map.of("lrs", 2L)));

        assertThat(links.all()).extracting(PersonLink::person).containsExactly("E-2");
        assertThat(of(ID)).isEmpty();
        assertThat(of("anna")).containsExactly(1L);
        assertThat(of("ben")).containsExactly(3L);
        assertThat(serai.operations().records().find(2)).hasValueSatisfying(record -> {
            assertThat(record.type()).isEqualTo(ForgottenRecord.TYPE);
            assertThat(record.raw().bytes()).isEmpty();
        });
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(4, 4, 0, 0, 0));
        isWhole();
        isNowhereInTheFiles();
    }

    @Test
    void whatIsPendingIsDroppedAndOthersAreDelivered() throws IOException {
        append("lrs");

        assertThat(forget().dropped()).isEqualTo(Map.of("lrs", 2L));
        assertThat(serai.journal().read("lrs", 0, 10).entries()).as("the spans of others")
                .extracting(entry -> entry.trace() == null ? null : entry.trace().state()).containsExactly("vendor=1", "vendor=3");
        serai.runFor(A_WHILE);

        assertThat(lrs.taken()).containsExactly("anna", "ben");
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(4, 2, 0, 0, 2));
        isWhole();
        isNowhereInTheFiles();
    }

    /** The batch that is under way has left already; what is counted is what was decided. */
    @Test
    void theDropHoldsForWhatIsBeingDelivered() {
        append("lrs");
        lrs.meanwhile(this::forget);

        serai.runFor(A_WHILE);

        assertThat(serai.balance("lrs").pending()).isZero();
        assertThat(serai.balance("lrs").dropped()).isEqualTo(2);
        isWhole();
    }

    @Test
    void theDropHoldsForWhatFailsMeanwhile() {
        append("lrs");
        lrs.fails(FailureClass.REFUSED, ID);
        lrs.meanwhile(this::forget);

        serai.runFor(A_WHILE);

        assertThat(serai.balance("lrs")).isEqualTo(new Balance(4, 2, 0, 0, 2));
        isWhole();
    }

    @Test
    void deadLettersAndWhatTheyKeepOfRequestsGo() throws IOException {
        lrs.fails(FailureClass.REFUSED, ID);
        append("lrs", "hr");
        serai.destination("hr");
        serai.runFor(A_WHILE);
        assertThat(serai.balance("lrs").deadLettered()).isEqualTo(2);

        assertThat(forget()).isEqualTo(new ErasureCounts(2, 2, 0, 0, Map.of("lrs", 2L), Map.of("hr", 2L)));

        assertThat(serai.balance("lrs")).isEqualTo(new Balance(4, 2, 0, 0, 2));
        assertThat(serai.balance("hr")).isEqualTo(new Balance(4, 4, 0, 0, 0));
        List<String> texts = new ArrayList<>();
        serai.query("SELECT coalesce(translated, '') || coalesce(answer, '') || coalesce(request_body, '') || coalesce(reason, '') "
                + "FROM aside UNION ALL SELECT reason FROM failed_attempt", row -> texts.add(row.getString(1)));
        assertThat(String.join("", texts)).isEmpty();
        isWhole();
        isNowhereInTheFiles();
    }

    @Test
    void whatNoBatchHasAnyMoreIsFoundInItsCopy() throws IOException {
        lrs.fails(FailureClass.REFUSED, ID);
        append("lrs");
        serai.runFor(A_WHILE);
        serai.clock().turn(Duration.ofDays(40));
        assertThat(serai.purge()).isEqualTo(4);
        assertThat(serai.operations().records().find(2)).isEmpty();

        assertThat(forget()).isEqualTo(new ErasureCounts(0, 2, 0, 0, Map.of("lrs", 2L), Map.of()));

        assertThat(serai.operations().destinations().reports()).singleElement()
                .satisfies(report -> assertThat(report.balance()).isEqualTo(new Balance(4, 2, 0, 0, 2)));
        isWhole();
        isNowhereInTheFiles();
    }

    /** Its identity is forgotten too, also by the process that takes events in and has it in memory. */
    @Test
    void anEventThatComesAgainIsANewOne() {
        append("lrs");
        forget();

        assertThat(serai.append(MarkedPerson.completion("CRS1"), "lrs")).isEqualTo(Appended.STORED);
        assertThat(serai.append(Records.completion("anna"), "lrs")).isEqualTo(Appended.DUPLICATE);
        assertThat(of(ID)).hasSize(1);
        forget();
        serai.stopDelivering();
        serai.deliverAgain();
        List<Long> identities = new ArrayList<>();
        serai.query("SELECT count(*) FROM identity WHERE occurred_at > 0", row -> identities.add(row.getLong(1)));
        assertThat(identities).as("of anna and ben").containsExactly(2L);
        isWhole();
    }

    @Test
    void aReplaySendsNothingInItsPlace() {
        append("lrs");
        serai.runFor(A_WHILE);
        forget();

        serai.operations().replay().carryOut(new ReplayRequest("lrs", Records.RECEIVED.minusSeconds(9), null, null, true),
                serai.atOnce());
        serai.runFor(A_WHILE);

        assertThat(lrs.taken()).hasSize(6).endsWith("anna", "ben");
        isWhole();
    }

    @Test
    void isTheSameInPostgresql() throws Exception {
        serai.close();
        serai = OperatedJournal.inPostgresql();
        lrs = serai.destination("lrs");
        lrs.fails(FailureClass.REFUSED, ID);
        append("lrs");
        serai.runFor(A_WHILE);
        append(JournalWriter.UNROUTED); // known already
        serai.append(MarkedPerson.completion("CRS3"), "lrs");

        assertThat(forget()).isEqualTo(new ErasureCounts(3, 2, 0, 0, Map.of("lrs", 3L), Map.of()));

        assertThat(of(ID)).isEmpty();
        assertThat(of("ben")).containsExactly(3L);
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(5, 2, 0, 0, 3));
        isWhole();
        assertThat(serai.operations().emptyLog()).isFalse();
    }

    @Test
    void isOnlyCountedWhereItIsRehearsed() {
        append("lrs");

        assertThat(serai.operations().erasure().forget(PERSON, "request 7", false).records()).isEqualTo(2);

        assertThat(of(ID)).hasSize(2);
        assertThat(serai.operations().audit().before(Long.MAX_VALUE, 9)).isEmpty();
    }

    /** A process that dies leaves whole transactions; whoever says it again ends it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void goesOnWhereItWasInterrupted(int acts) {
        for (int i = 0; i < 120; i++) {
            serai.append(MarkedPerson.completion("CRS" + i), "lrs");
        }
        serai.append(Records.completion("anna"), "lrs");
        PersonErasure interrupted = new PersonErasure(serai.operations().persons().reading(), new Interrupted(acts), serai.clock());
        assertThatThrownBy(() -> interrupted.forget(PERSON, "request 7", true)).hasMessage("killed");
        assertThat(serai.operations().persons().find(PERSON).seqs()).hasSize(120 - 50 * acts);
        isWhole();

        forget();

        assertThat(of(ID)).isEmpty();
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(121, 0, 1, 0, 120));
        assertThat(serai.operations().audit().before(Long.MAX_VALUE, 9).stream().mapToLong(AuditLogEntry::count).sum())
                .isEqualTo(120);
        isWhole();
    }

    /** Dies inside of the act behind so many. */
    private final class Interrupted implements AuditedActs {

        private final AuditedActs acts = serai.operations().acts();
        private int left;

        Interrupted(int acts) {
            left = acts;
        }

        @Override
        public <T> T act(String act, long before, Write<T> write, Function<T, AuditLogContent> noted) {
            return acts.act(act, before, transaction -> {
                T result = write.apply(transaction);
                if (left-- == 0) {
                    throw new IllegalStateException("killed");
                }
                return result;
            }, noted);
        }

        @Override
        public <T> T rehearse(Write<T> write) {
            return acts.rehearse(write);
        }
    }

    @Test
    void anAddressLeadsToTheAccountAndNoFurther() {
        append("lrs");
        Person byAddress = Person.named(MarkedPerson.MARKERS.get("contact").toUpperCase(Locale.ROOT) + "@example.org");

        assertThat(serai.operations().persons().find(byAddress)).satisfies(found -> {
            assertThat(found.seqs()).containsExactly(2L, 4L);
            assertThat(found.accounts()).containsExactly(PERSON);
        });
        assertThat(serai.operations().persons().find(Person.named("mct:" + ID)).seqs()).isEmpty();
    }

    @Test
    void noPersonalDataStandInTheAuditLog() {
        append("lrs");
        forget();

        assertThat(serai.operations().audit().before(Long.MAX_VALUE, 9)).singleElement().satisfies(entry -> {
            assertThat(entry.act()).isEqualTo("forget");
            assertThat(entry.count()).isEqualTo(2);
            assertThat(entry.subject()).isEqualTo("2 records, 0 aside, 0 differing, 0 refused");
            assertThat(entry.why()).isEqualTo("request 7");
        });
    }
}
