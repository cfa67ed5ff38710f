package serai.journal.operations;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Appended;
import serai.journal.Balance;
import serai.journal.DeadLetterId;
import serai.journal.DestinationReport;
import serai.journal.JournalUnavailableException;
import serai.journal.RecordState;
import serai.journal.SourceCounts;
import serai.journal.SourceReport;
import serai.journal.UnpurgedBytes;
import serai.journal.attempt.FailureClass;
import serai.model.CanonicalJson;
import serai.model.Identity;
import serai.model.LearningRecord;
import serai.model.Result;
import serai.simulation.OperatedJournal;
import serai.testkit.Records;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static serai.testkit.Records.completion;
import static serai.testkit.Records.login;

/** What operators can decide, beside a process that delivers and without one. */
class OperatorsTest {

    private static final Duration A_MOMENT = Duration.ofSeconds(3);
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

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

    private void isRefused(String... learners) {
        lrs.fails(FailureClass.REFUSED, learners);
        for (String learner : learners) {
            serai.append(completion(learner), "lrs");
        }
        serai.append(completion("good-" + learners[0]), "lrs");
        serai.runFor(A_MOMENT);
    }

    private static DeadLetterId id(String text) {
        return DeadLetterId.parse(text).orElseThrow();
    }

    private List<String> listed(DeadLetterFilter selection) {
        List<String> lines = new ArrayList<>();
        serai.operations().deadLetters().each(selection, letter -> lines.add(letter.id() + " " + letter.state().word()));
        return lines;
    }

    @Test
    void aRetriedDeadLetterStaysDeadUntilItIsDelivered() {
        isRefused("anna");
        lrs.isMended();

        assertThat(serai.operations().deadLetters().retry(List.of(id("lrs-1")), serai.atOnce())).containsExactly(id("lrs-1"));

        assertThat(serai.balance("lrs")).isEqualTo(new Balance(2, 1, 0, 1, 0));
        assertThat(listed(DeadLetterFilter.ALL)).containsExactly("lrs-1 requeued");
        serai.runFor(A_MOMENT);
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(2, 2, 0, 0, 0));
        assertThat(listed(DeadLetterFilter.ALL)).isEmpty();
        assertThat(lrs.taken()).containsExactly("good-anna", "anna");
    }

    @Test
    void aFailedRetryStaysADeadLetterWithOneAttemptMore() {
        isRefused("anna");
        for (FailureClass failure : List.of(FailureClass.REFUSED, FailureClass.UNAVAILABLE)) {
            lrs.fails(failure, "anna");
            int before = serai.operations().deadLetters().get(id("lrs-1")).letter().attempts();

            serai.operations().deadLetters().retry(DeadLetterFilter.ALL, serai.atOnce());
            serai.runFor(A_MOMENT.multipliedBy(10));

            DeadLetterDetails details = serai.operations().deadLetters().get(id("lrs-1"));
            assertThat(details.letter().state()).isEqualTo(RecordState.DEAD);
            assertThat(details.letter().attempts()).isEqualTo(before + 1);
            assertThat(details.attempts()).hasSize(before + 1);
            assertThat(serai.balance("lrs")).isEqualTo(new Balance(2, 1, 0, 1, 0));
        }
    }

    @Test
    void aDecisionMadeWhileNothingRunsIsActedOnByTheNextRun() {
        isRefused("anna", "ben");
        lrs.isMended();
        serai.stopDelivering();

        serai.operations().deadLetters().retry(List.of(id("lrs-1")), serai.atOnce());
        serai.operations().deadLetters().drop(List.of(id("lrs-2")), "left us");
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(3, 1, 0, 1, 1));

        serai.deliverAgain();
        serai.runFor(A_MOMENT);
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(3, 2, 0, 0, 1));
        assertThat(lrs.taken()).containsExactly("good-anna", "anna");
    }

    @Test
    void whatIsDroppedCanStillBeShownWithTheReasonGiven() {
        isRefused("anna");

        serai.operations().deadLetters().drop(List.of(id("lrs-1")), "a test account");
        serai.runFor(A_MOMENT);

        assertThat(serai.balance("lrs")).isEqualTo(new Balance(2, 1, 0, 0, 1));
        DeadLetterDetails details = serai.operations().deadLetters().get(id("lrs-1"));
        assertThat(details.why()).isEqualTo("a test account");
        assertThat(details.raw()).isEqualTo(completion("anna").raw());
        assertThat(CanonicalJson.read(details.record())).isEqualTo(completion("anna").withRaw(null));
        assertThat(details.translated()).isEqualTo("<anna@example.org>");
        assertThat(details.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.mapping()).isEqualTo("m/1");
            assertThat(attempt.status()).isEqualTo(418);
        });
        assertThat(serai.operations().deadLetters().drop(List.of(id("lrs-1")), "again")).isEmpty();
    }

    @Test
    void aHeldRecordCanBeDropped() {
        lrs.fails(FailureClass.UNAVAILABLE, "anna");
        serai.append(completion("anna"), "lrs");
        serai.append(completion("ben"), "lrs");
        serai.runFor(Duration.ofSeconds(10));
        assertThat(listed(DeadLetterFilter.ALL)).containsExactly("lrs-1 held");

        serai.operations().deadLetters().drop(List.of(id("lrs-1")), "never works");

        assertThat(serai.balance("lrs")).isEqualTo(new Balance(2, 1, 0, 0, 1));
        serai.runFor(Duration.ofMinutes(5));
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(2, 1, 0, 0, 1));
    }

    @Test
    void whatIsDroppedWhileItIsUnderWayStaysDropped() {
        isRefused("anna");
        lrs.isMended();
        serai.operations().deadLetters().retry(DeadLetterFilter.ALL, serai.atOnce());
        lrs.meanwhile(() -> serai.operations().deadLetters().drop(List.of(id("lrs-1")), "changed my mind"));

        serai.runFor(A_MOMENT);

        assertThat(serai.balance("lrs")).isEqualTo(new Balance(2, 1, 0, 0, 1));
    }

    @Test
    void aRateSpacesRetriesOut() {
        isRefused("anna", "ben", "cleo");
        lrs.isMended();

        int sent = serai.operations().deadLetters().retry(new DeadLetterFilter("lrs", null, "refused", null, null),
                new ReplayRate(serai.clock().instant(), Duration.ofMinutes(1)));

        assertThat(sent).isEqualTo(3);
        serai.runFor(Duration.ofSeconds(90));
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(4, 3, 0, 1, 0));
        serai.runFor(Duration.ofSeconds(60));
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(4, 4, 0, 0, 0));
    }

    @Test
    void anUnknownIdChangesNothingAndNamesWhatThereIs() {
        isRefused("anna");

        assertThatThrownBy(() -> serai.operations().deadLetters().drop(List.of(id("lrs-1"), id("lrs-99")), "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no dead letter lrs-99; there are lrs-1");
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(2, 1, 0, 1, 0));
    }

    @Test
    void aSelectionTakesWhatAllOfItHoldsFor() {
        isRefused("anna");
        lrs.fails(FailureClass.REFUSED, "dora");
        serai.append(login("dora"), "lrs");
        serai.append(login("emil"), "lrs");
        serai.clock().turn(Duration.ofHours(1));
        serai.runFor(A_MOMENT);

        assertThat(listed(new DeadLetterFilter("lrs", "LOGGED_IN", "refused", null, null))).containsExactly("lrs-3 dead");
        assertThat(listed(new DeadLetterFilter("lrs", null, null, serai.clock().instant().minusSeconds(60), null)))
                .containsExactly("lrs-3 dead");
        assertThat(listed(new DeadLetterFilter("archive", null, null, null, null))).isEmpty();
        assertThat(serai.operations().deadLetters().count(DeadLetterFilter.ALL)).isEqualTo(2);
    }

    @Test
    void anEditedRecordIsSentUnderTheSameIdAndTheOriginalStays() {
        isRefused("anna");
        lrs.isMended();
        LearningRecord original = completion("anna");
        LearningRecord mended = completion("anna", new BigDecimal("51"));

        serai.operations().deadLetters().edit(id("lrs-1"), mended);
        serai.runFor(A_MOMENT);

        assertThat(lrs.records()).last().isEqualTo(mended.withRaw(null));
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(2, 2, 0, 0, 0));
        DeadLetterDetails details = serai.operations().deadLetters().get(id("lrs-1"));
        assertThat(CanonicalJson.read(details.record())).isEqualTo(original.withRaw(null));
        assertThat(CanonicalJson.read(details.edited()).result()).isEqualTo(new Result(true, new BigDecimal("51")));
    }

    @Test
    void anEditThatWouldMakeItAnotherRecordIsRefused() {
        isRefused("anna");

        assertThatThrownBy(() -> serai.operations().deadLetters().edit(id("lrs-1"), completion("ben")))
                .hasMessageStartingWith("lrs-1: the field id can't be changed, and must be ");
        assertThatThrownBy(() -> serai.operations().deadLetters().edit(id("lrs-1"), completion("anna").withReceivedAt(null)))
                .hasMessageStartingWith("lrs-1: the field receivedAt");
        assertThatThrownBy(() -> serai.operations().deadLetters().edit(id("lrs-1"), at(Instant.parse("+10000-01-01T07:59:59Z"))))
                .hasMessageStartingWith("lrs-1: occurredAt is outside the years 0001 to 9999");
        assertThat(listed(DeadLetterFilter.ALL)).containsExactly("lrs-1 dead");
    }

    private static LearningRecord at(Instant time) {
        LearningRecord one = completion("anna");
        return new LearningRecord(one.schemaVersion(), one.id(), one.source(), one.platform(), one.type(), one.platformType(), time,
                one.occurredAsSent(), one.receivedAt(), one.learner(), one.activity(), one.result(), one.marks(), one.raw());
    }

    @Test
    void aDifferingEventIsLetInAsARecordOfItsOwn() {
        serai.append(completion("anna"), "lrs");
        LearningRecord other = completion("anna", new BigDecimal("99")).withRaw(completion("other").raw());
        assertThat(serai.append(other, "lrs")).isEqualTo(Appended.DIFFERS);
        assertThat(listed(new DeadLetterFilter(null, null, null, null, "mct"))).containsExactly("mct-differs-1 dead");

        assertThat(serai.operations().deadLetters().retry(List.of(id("mct-differs-1")), serai.atOnce())).hasSize(1);
        serai.runFor(A_MOMENT);

        assertThat(lrs.records()).hasSize(2).last()
                .isEqualTo(other.withId(Identity.ofUnknown("mct", other.raw())).withRaw(null));
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(2, 2, 0, 0, 0));
        assertThat(serai.operations().destinations().sources()).containsExactly(
                new SourceReport("mct", new SourceCounts(2, 0, 1, 0), 0, 0, new UnpurgedBytes(0, 0, 0)));
        assertThat(serai.operations().deadLetters().retry(List.of(id("mct-differs-1")), serai.atOnce())).isEmpty();
    }

    @Test
    void replaysToADestinationThatWasAddedToday() {
        serai.append(completion("anna"), "lrs");
        serai.append(login("ben"), "lrs");
        serai.runFor(A_MOMENT);
        OperatedJournal.Fake hr = serai.destination("hr");
        ReplayRequest order = new ReplayRequest("hr", LONG_AGO, null, "COURSE_COMPLETED", true);

        assertThat(serai.operations().replay().rehearse(order, serai.atOnce())).isEqualTo(new ReplayResult(1, 0, 0, 0, 0));
        assertThat(serai.balance("hr")).isNull();
        assertThat(serai.operations().replay().carryOut(order, serai.atOnce())).isEqualTo(new ReplayResult(1, 0, 0, 0, 0));

        assertThat(serai.balance("hr")).isEqualTo(new Balance(1, 0, 1, 0, 0));
        serai.append(completion("cleo"), "lrs", "hr");
        serai.runFor(A_MOMENT);
        assertThat(hr.taken()).containsExactlyInAnyOrder("anna", "cleo");
        assertThat(serai.balance("hr")).isEqualTo(new Balance(2, 2, 0, 0, 0));
    }

    @Test
    void replayingWhatWasDeliveredChangesNoCounter() {
        serai.append(completion("anna"), "lrs");
        serai.append(completion("ben"), "lrs");
        serai.runFor(A_MOMENT);

        for (int i = 0; i < 2; i++) {
            assertThat(serai.operations().replay().carryOut(order(true), serai.atOnce()))
                    .isEqualTo(new ReplayResult(0, 2, 0, 0, 0));
            assertThat(serai.balance("lrs")).isEqualTo(new Balance(2, 2, 0, 0, 0));
            serai.runFor(A_MOMENT);
        }

        assertThat(lrs.taken()).containsExactlyInAnyOrder("anna", "ben", "anna", "ben", "anna", "ben");
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(2, 2, 0, 0, 0));
        lrs.failsEverything(FailureClass.REFUSED);
        serai.operations().replay().carryOut(order(true), serai.atOnce());
        serai.runFor(Duration.ofMinutes(1));
        assertThat(serai.balance("lrs")).as("it is delivered still").isEqualTo(new Balance(2, 2, 0, 0, 0));
    }

    @Test
    void aDestinationWithoutAKeyIsReplayedOnlyWhatItHasNotHad() {
        isRefused("anna");
        lrs.isMended();
        serai.append(completion("dora"), "archive");
        serai.append(completion("emil"), "lrs");

        assertThat(serai.operations().replay().carryOut(order(false), serai.atOnce()))
                .as("dora is new, anna dead, one was delivered, one is on its way").isEqualTo(new ReplayResult(1, 0, 1, 2, 0));
        serai.runFor(A_MOMENT);

        assertThat(lrs.taken()).containsExactlyInAnyOrder("good-anna", "anna", "dora", "emil");
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(4, 4, 0, 0, 0));
    }

    @Test
    void whatWasDroppedIsReplayedAndCountsAsDroppedUntilItIsDelivered() {
        isRefused("anna");
        serai.operations().deadLetters().drop(List.of(id("lrs-1")), "a mistake");

        serai.operations().replay().carryOut(order(false), serai.atOnce());
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(2, 1, 0, 0, 1));
        serai.runFor(A_MOMENT);
        assertThat(serai.balance("lrs")).as("refused again").isEqualTo(new Balance(2, 1, 0, 1, 0));
        serai.operations().deadLetters().drop(List.of(id("lrs-1")), "a mistake");
        lrs.isMended();
        serai.operations().replay().carryOut(order(false), serai.atOnce());
        serai.runFor(A_MOMENT);

        assertThat(serai.balance("lrs")).isEqualTo(new Balance(2, 2, 0, 0, 0));
    }

    @Test
    void aReplayTakesTheRangeOfTimeAndNothingElse() {
        for (int minute = 0; minute < 5; minute++) {
            serai.append(completion("learner-" + minute).withReceivedAt(Records.RECEIVED.plusSeconds(60L * minute)), "lrs");
        }
        serai.runFor(A_MOMENT);
        ReplayRequest order = new ReplayRequest("lrs", Records.RECEIVED.plusSeconds(60), Records.RECEIVED.plusSeconds(180), null,
                true);

        serai.operations().replay().carryOut(order, serai.atOnce());
        serai.runFor(A_MOMENT);

        assertThat(lrs.taken()).hasSize(7).endsWith("learner-1", "learner-2");
        assertThatThrownBy(() -> new ReplayRequest("unrouted", LONG_AGO, null, null, true))
                .hasMessageContaining("replay --unrouted");
    }

    private static ReplayRequest order(boolean again) {
        return new ReplayRequest("lrs", LONG_AGO, null, null, again);
    }

    @Test
    void whatHadNoDestinationMovesToThoseThatTheRouterNamesNow() {
        serai.append(completion("anna"), "unrouted");
        serai.append(login("ben"), "unrouted");
        serai.append(completion("cleo"), "lrs");
        serai.runFor(A_MOMENT);
        assertThat(serai.balance("unrouted")).isEqualTo(new Balance(2, 0, 2, 0, 0));
        OperatedJournal.Fake hr = serai.destination("hr");

        for (boolean keep : new boolean[]{false, true}) {
            assertThat(serai.operations().unrouted().reroute(record -> record.type().equals("LOGGED_IN") ? Set.of("unrouted")
                    : Set.of("lrs", "hr"), keep)).isEqualTo(new RerouteResult(1, Map.of("LOGGED_IN", 1L)));
        }

        assertThat(serai.balance("unrouted")).isEqualTo(new Balance(1, 0, 1, 0, 0));
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(2, 1, 1, 0, 0));
        serai.runFor(A_MOMENT);
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(2, 2, 0, 0, 0));
        assertThat(serai.balance("hr")).isEqualTo(new Balance(1, 1, 0, 0, 0));
        assertThat(hr.taken()).containsExactly("anna");
        assertThat(lrs.taken()).containsExactly("cleo", "anna");
    }

    @Test
    void aStoppedDestinationIsTriedAtOnceAfterResume() {
        lrs.failsEverything(FailureClass.MISCONFIGURED);
        serai.append(completion("anna"), "lrs");
        serai.runFor(A_MOMENT);
        assertThat(serai.operations().destinations().reports().get(0).state().stopped()).isEqualTo(FailureClass.MISCONFIGURED);
        lrs.isMended();

        serai.operations().destinations().resume("lrs", false);
        serai.runFor(A_MOMENT);

        assertThat(serai.balance("lrs")).isEqualTo(new Balance(1, 1, 0, 0, 0));
        assertThatThrownBy(() -> serai.operations().destinations().resume("lrs", false)).hasMessageContaining("has no failure");
        assertThatThrownBy(() -> serai.operations().destinations().resume("lsr", false))
                .hasMessage("the journal has no destination 'lsr'; it has lrs");
    }

    @Test
    void tenThatReallyAreBadAreRefusedAndTheRestFlows() {
        for (int i = 0; i < 12; i++) {
            serai.append(completion("bad-" + i), "lrs");
            lrs.fails(FailureClass.REFUSED, "bad-" + i);
            serai.runFor(A_MOMENT);
        }
        serai.append(completion("good"), "lrs");
        serai.runFor(A_MOMENT);
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(13, 0, 13, 0, 0));

        int refused = serai.operations().destinations().resume("lrs", true);

        assertThat(serai.balance("lrs")).isEqualTo(new Balance(13, 0, 13 - refused, refused, 0));
        assertThat(refused).isEqualTo(9);
        serai.runFor(Duration.ofMinutes(2));
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(13, 1, 0, 12, 0));
        assertThat(lrs.taken()).containsExactly("good");
    }

    @Test
    void aDestinationThatIsGivenUpHasNothingPendingAndEveryRecordItsReason() {
        isRefused("anna", "ben");
        lrs.failsEverything(FailureClass.UNAVAILABLE);
        for (int i = 0; i < 20; i++) {
            serai.append(completion("learner-" + i), "lrs");
        }
        serai.runFor(A_MOMENT);
        serai.operations().deadLetters().retry(List.of(id("lrs-2")), serai.atOnce());

        assertThat(serai.operations().destinations().drop("lrs", "no longer licensed")).isEqualTo(20);

        assertThat(serai.balance("lrs")).isEqualTo(new Balance(23, 1, 0, 2, 20));
        assertThat(listed(DeadLetterFilter.ALL)).containsExactly("lrs-1 dead", "lrs-2 dead");
        assertThat(serai.text("SELECT DISTINCT why FROM aside WHERE state = 'dropped'")).isEqualTo("no longer licensed");
        DestinationReport report = serai.operations().destinations().reports().get(0);
        assertThat(report.state().isTroubled()).isFalse();
        assertThat(report.oldestArrived()).isNull();
        lrs.isMended();
        serai.append(completion("later"), "lrs");
        serai.runFor(Duration.ofMinutes(1));
        assertThat(serai.balance("lrs")).as("what delivers finds the cursor moved").isEqualTo(new Balance(24, 2, 0, 2, 20));
    }

    @Test
    void aDestinationGivenUpWhileAPageIsUnderWayStaysGivenUp() {
        serai.append(completion("anna"), "lrs");
        lrs.meanwhile(() -> serai.operations().destinations().drop("lrs", "gone"));

        serai.runFor(Duration.ofMinutes(1));
        serai.append(completion("ben"), "lrs");
        serai.runFor(Duration.ofMinutes(1));

        assertThat(serai.balance("lrs")).isEqualTo(new Balance(2, 1, 0, 0, 1));
    }

    @Test
    void theOldestPendingRecordIsTheOneThatHasWaitedForLongest() {
        lrs.fails(FailureClass.UNAVAILABLE, "anna");
        for (String learner : List.of("first", "anna", "ben", "cleo")) {
            serai.append(completion(learner), "lrs");
        }
        assertThat(serai.operations().destinations().reports().get(0).oldest()).isOne();
        serai.runFor(Duration.ofSeconds(10));
        serai.append(completion("dora"), "lrs");

        DestinationReport report = serai.operations().destinations().reports().get(0);

        assertThat(report.oldest()).isEqualTo(2);
        assertThat(report.held()).isOne();
        assertThat(report.oldestArrived()).isEqualTo(Records.RECEIVED);
    }

    @Test
    void aJournalOfAnotherVersionOrNoneIsRefusedInOneLine() throws SQLException {
        assertThatThrownBy(() -> JournalOperations.open(folder.resolve("none.db"), serai.clock()))
                .isInstanceOf(JournalUnavailableException.class).hasMessageStartingWith("there is no journal at ");
        execute("UPDATE flyway_schema_history SET version = '999'");
        assertThatThrownBy(() -> JournalOperations.open(serai.file(), serai.clock()))
                .hasMessageEndingWith("was written by a newer version of Serai; use that version");
        execute("DELETE FROM flyway_schema_history");
        assertThatThrownBy(() -> JournalOperations.open(serai.file(), serai.clock()))
                .hasMessageContaining("was written by an older version of Serai");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + serai.file())) {
            connection.createStatement().execute(sql);
        }
    }
}
