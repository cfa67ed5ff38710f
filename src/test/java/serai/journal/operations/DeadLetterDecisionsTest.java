package serai.journal.operations;

import org.junit.jupiter.api.Test;
import serai.journal.Appended;
import serai.journal.Balance;
import serai.journal.DeadLetterId;
import serai.journal.RecordState;
import serai.journal.SourceCounts;
import serai.journal.SourceReport;
import serai.journal.UnpurgedBytes;
import serai.journal.attempt.FailureClass;
import serai.model.CanonicalJson;
import serai.model.Identity;
import serai.model.LearningRecord;
import serai.model.Payload;
import serai.model.Result;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static serai.testkit.Records.completion;
import static serai.testkit.Records.login;

/** Dead letters that are sent again, edited, dropped or let in. */
class DeadLetterDecisionsTest extends DecisionsOfOperators {

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
    void aRefusedBodyIsNeitherSentToADestinationNorDropped() {
        serai.journal().reject("praesidium", "no event", Payload.of("x".getBytes(StandardCharsets.UTF_8))).toCompletableFuture()
                .join();
        List<DeadLetterId> refused = List.of(id("praesidium-rejected-1"));

        String said =
                "praesidium-rejected-1 is a refused body and waits for no destination, so it can be neither sent to one nor dropped";
        assertThatThrownBy(() -> serai.operations().deadLetters().retry(refused, serai.atOnce())).hasMessageStartingWith(said);
        assertThatThrownBy(() -> serai.operations().deadLetters().drop(refused, "why")).hasMessageStartingWith(said);
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
    void droppingAllDropsWhatIsDeadAndNothingThatIsTriedAgain() {
        isRefused("anna", "cleo");
        serai.append(completion("anna", new BigDecimal("99")), "lrs"); // differs from what is known
        lrs.fails(FailureClass.UNAVAILABLE, "dora");
        serai.append(completion("dora"), "lrs");
        serai.append(completion("emil"), "lrs");
        serai.runFor(Duration.ofSeconds(10));
        serai.operations().deadLetters().retry(Set.of(id("lrs-1")),
                new ReplayRate(serai.clock().instant().plusSeconds(600), A_MOMENT));
        assertThat(listed(DeadLetterFilter.ALL)).contains("lrs-1 requeued", "lrs-2 dead", "mct-differs-1 dead")
                .anyMatch(letter -> letter.endsWith(" held"));
        int counted = serai.operations().deadLetters().count(DeadLetterFilter.ALL);

        assertThat(serai.operations().deadLetters().drop(DeadLetterFilter.ALL, "test accounts")).isEqualTo(counted).isEqualTo(2);

        assertThat(listed(DeadLetterFilter.ALL)).hasSize(2).contains("lrs-1 requeued")
                .anyMatch(letter -> letter.endsWith(" held"));
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
}
