package serai.journal.operations;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
import serai.journal.operations.search.RecordQuery;
import serai.journal.sql.SqlJournal;
import serai.journal.sql.write.Write;
import serai.model.ContactType;
import serai.model.ForgottenRecord;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.model.Payload;
import serai.model.Platform;
import serai.model.trace.TraceContext;
import serai.privacy.MarkedPerson;
import serai.simulation.OperatedJournal;
import serai.sources.RecordFactory;
import serai.testkit.Records;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is left of a person in the journal: nothing; and of all others, everything. */
class PersonErasureTest {

    private static final Duration A_WHILE = Duration.ofMinutes(2);
    private static final String ID = MarkedPerson.MARKERS.get("id");
    private static final Person PERSON = Person.named("praesidium:" + ID);

    @TempDir
    private Path folder;
    private OperatedJournal serai;
    private OperatedJournal.Fake lrs;

    @BeforeEach
    void start() {
        serai = new OperatedJournal(folder);
        lrs = serai.destination("lrs");
    }

    @AfterEach
    void stop() {
        serai.close();
    }

    private ErasureCounts forget() {
        return serai.operations().erasure().forget(PERSON, "request 7", true);
    }

    /** Of the marked person, whose sender tells that in the trace, and of two others, in one batch or in several. */
    private void append(String... destinations) {
        List.of(append(Records.completion("anna"), "vendor=1", destinations),
                append(MarkedPerson.completion("CRS1"), "vendor=" + ID, destinations),
                append(Records.completion("ben"), "vendor=3", destinations),
                append(MarkedPerson.completion("CRS2"), "vendor=" + ID, destinations)).forEach(CompletableFuture::join);
    }

    private CompletableFuture<Appended> append(LearningRecord record, String state, String... destinations) {
        return serai.journal().append(record, Set.of(destinations), new TraceContext(1, 2, 3, (byte) 1, state))
                .toCompletableFuture();
    }

    private List<Long> of(String learner) {
        return serai.operations().search()
                .find(new RecordQuery(null, learner, null, null, null, null, null, RecordQuery.NEWEST, 100))
                .records().stream().map(found -> found.seq()).toList();
    }

    private void isWhole() {
        List<String> damaged = new ArrayList<>();
        serai.operations().records().verify(damaged::add);
        assertThat(damaged).isEmpty();
    }

    private void isNowhereInTheFiles() throws IOException {
        assertThat(serai.operations().emptyLog()).isTrue();
        for (String file : List.of("journal.db", "journal.db-wal")) {
            String content = Files.exists(folder.resolve(file))
                    ? Files.readString(folder.resolve(file), StandardCharsets.ISO_8859_1) : "";
            assertThat(MarkedPerson.in(content)).as(file).isEmpty();
        }
    }

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
        assertThat(((SqlJournal) serai.journal()).purge()).isEqualTo(4);
        assertThat(serai.operations().records().find(2)).isEmpty();

        assertThat(forget()).isEqualTo(new ErasureCounts(0, 2, 0, 0, Map.of("lrs", 2L), Map.of()));

        assertThat(serai.operations().destinations().reports()).singleElement()
                .satisfies(report -> assertThat(report.balance()).isEqualTo(new Balance(4, 2, 0, 0, 2)));
        isWhole();
        isNowhereInTheFiles();
    }

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
        public <T> T act(String act, Write<T> write, Function<T, AuditLogContent> noted) {
            return acts.act(act, transaction -> {
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
