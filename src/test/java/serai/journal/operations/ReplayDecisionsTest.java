package serai.journal.operations;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.journal.Balance;
import serai.journal.attempt.FailureClass;
import serai.testkit.Records;
import serai.testkit.journal.OperatedJournal;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static serai.testkit.Records.completion;
import static serai.testkit.Records.login;

/** Records that are sent once more, or to a destination that is new. */
class ReplayDecisionsTest extends DecisionsOfOperators {

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

    /** Nobody would miss such a record: it is counted as delivered already. */
    @Test
    void anOutageTakesNothingFromAReplay() {
        serai.append(completion("anna"), "lrs");
        serai.append(completion("ben"), "lrs");
        serai.runFor(A_MOMENT);
        lrs.failsEverything(FailureClass.UNAVAILABLE);

        serai.operations().replay().carryOut(order(true), serai.atOnce());
        serai.runFor(Duration.ofHours(1));
        lrs.isMended();
        serai.runFor(Duration.ofHours(1));

        assertThat(lrs.taken()).containsExactlyInAnyOrder("anna", "ben", "anna", "ben");
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(2, 2, 0, 0, 0));
    }

    @Test
    void whatAlwaysFailsInAReplayIsListedOnceItIsGivenUpAndStaysCountedAsDelivered() {
        isGivenUpInAReplay("anna");

        assertThat(listed(DeadLetterFilter.ALL)).containsExactly("lrs-1 dead");
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(7, 7, 0, 0, 0));
        lrs.isMended();
        assertThat(serai.operations().deadLetters().retry(DeadLetterFilter.ALL, serai.atOnce())).isOne();
        serai.runFor(A_MOMENT);
        assertThat(lrs.taken()).filteredOn("anna"::equals).hasSize(2);
        assertThat(listed(DeadLetterFilter.ALL)).isEmpty();
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(7, 7, 0, 0, 0));
        lrs.fails(FailureClass.UNAVAILABLE, "anna");
        serai.operations().replay().carryOut(order(true), serai.atOnce());
        serai.runFor(A_MOMENT);
        assertThat(listed(DeadLetterFilter.ALL)).as("another replay begins anew").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatWasGivenUpInAReplayAndIsSentOnceMoreBeginsAnew(boolean postgresql) throws SQLException {
        if (postgresql) {
            serai.close();
            serai = OperatedJournal.inPostgresql();
            lrs = serai.destination("lrs");
        }
        isGivenUpInAReplay("anna");
        DeadLetters letters = serai.operations().deadLetters();
        Map<String, Runnable> ways = new TreeMap<>(Map.of(
                "retry", () -> letters.retry(List.of(id("lrs-1")), serai.atOnce()),
                "edit", () -> letters.edit(id("lrs-1"), completion("anna")),
                "replay", () -> serai.operations().replay().carryOut(order(true), serai.atOnce())));

        ways.forEach((name, way) -> {
            assertThat(listed(DeadLetterFilter.ALL)).as("before %s", name).containsExactly("lrs-1 dead");
            lrs.failsEverything(FailureClass.UNAVAILABLE);
            way.run();
            serai.runFor(A_MOMENT);
            assertThat(listed(DeadLetterFilter.ALL)).as("after %s, while all fails", name).isEmpty();
            lrs.isMended();
            failsWhileOthersSucceed("anna", "after-" + name);
        });

        assertThat(listed(DeadLetterFilter.ALL)).containsExactly("lrs-1 dead");
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(22, 22, 0, 0, 0));
    }

    @Test
    void whatWasGivenUpInAReplayIsReplayedToADestinationWithoutAKeyOnlyIfAskedFor() {
        isGivenUpInAReplay("anna");
        lrs.isMended();

        assertThat(serai.operations().replay().carryOut(order(false), serai.atOnce()))
                .as("it has had all of them").isEqualTo(new ReplayResult(0, 0, 0, 7, 0));
        assertThat(serai.operations().replay().carryOut(order(true), serai.atOnce()))
                .isEqualTo(new ReplayResult(0, 7, 0, 0, 0));
        serai.runFor(A_MOMENT);

        assertThat(lrs.taken()).filteredOn("anna"::equals).hasSize(2);
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(7, 7, 0, 0, 0));
    }

    @Test
    void whatWasGivenUpInAReplayCanBeDropped() {
        isGivenUpInAReplay("anna");

        assertThat(serai.operations().deadLetters().drop(List.of(id("lrs-1")), "it has it")).containsExactly(id("lrs-1"));

        assertThat(listed(DeadLetterFilter.ALL)).isEmpty();
        assertThat(serai.balance("lrs")).isEqualTo(new Balance(7, 7, 0, 0, 0));
        assertThat(serai.text("SELECT count(json) FROM aside")).as("copies that are kept").isEqualTo("0");
    }

    private void isGivenUpInAReplay(String learner) {
        serai.append(completion(learner), "lrs");
        serai.append(completion("ben"), "lrs");
        serai.runFor(A_MOMENT);
        lrs.fails(FailureClass.UNAVAILABLE, learner);
        serai.operations().replay().carryOut(order(true), serai.atOnce());
        failsWhileOthersSucceed(learner, "later");
    }

    private void failsWhileOthersSucceed(String learner, String others) {
        lrs.fails(FailureClass.UNAVAILABLE, learner);
        for (int i = 0; i < 5; i++) {
            serai.append(completion(others + "-" + i), "lrs");
            serai.runFor(Duration.ofMinutes(1));
        }
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
}
