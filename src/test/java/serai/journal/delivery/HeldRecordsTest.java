package serai.journal.delivery;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.journal.Balance;
import serai.journal.attempt.FailureClass;
import serai.testkit.Records;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;
import static serai.testkit.Records.login;

/** Records that always fail are held while the rest flows. */
class HeldRecordsTest extends DeliveryToFake {

    @Test
    void recordsThatAlwaysFailAreHeldWhileTheRestFlowsAndGivenUpInTheEnd() {
        append(numbered(0, 40));
        lrs.fails(FailureClass.UNAVAILABLE, "learner-0", "learner-7", "learner-22");

        runFor(Duration.ofMinutes(2));

        assertThat(balance()).isEqualTo(new Balance(40, 37, 3, 0, 0));
        assertThat(journal.heldCount("lrs")).isEqualTo(3);
        restart();
        for (int i = 0; i < 20; i++) {
            append("later-" + i);
            runFor(Duration.ofMinutes(1));
        }
        assertThat(balance()).isEqualTo(new Balance(60, 57, 0, 3, 0));
        assertThat(lrs.taken).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void anOutageRightAfterARecordWasHeldGivesItUpNot(int attemptsMax) {
        delivery = delivery(Duration.ofSeconds(30), attemptsMax);
        append(numbered(0, 10));
        lrs.fails(FailureClass.UNAVAILABLE, "learner-3");
        while (journal.heldCount("lrs") == 0) {
            clock.turn(delivery.attempt().orElse(Duration.ofSeconds(1)));
        }

        lrs.everything = FailureClass.UNAVAILABLE;
        runFor(Duration.ofHours(1));

        assertThat(balance()).as("nobody else was delivered since").isEqualTo(new Balance(10, 9, 1, 0, 0));
        lrs.everything = null;
        append("later");
        runFor(Duration.ofMinutes(2));
        assertThat(balance()).isEqualTo(new Balance(11, 10, 0, 1, 0));
    }

    /** Others were delivered between their refusals, and none since they are held again. */
    @Test
    void anOutageGivesUpNoneOfARunThatWasTakenBack() throws Exception {
        delivery = delivery(Duration.ofSeconds(30), 1);
        for (String learner : numbered(0, 10)) {
            lrs.fails(FailureClass.REFUSED, learner);
            append(completion(learner));
            append(login("other-" + learner));
            runFor(Duration.ofSeconds(1));
        }
        assertThat(journal.heldCount("lrs")).as("the tenth stands before the cursor").isEqualTo(9);

        lrs.everything = FailureClass.UNAVAILABLE;
        resume();
        runFor(Duration.ofHours(1));

        assertThat(balance().deadLettered()).isZero();
    }

    @Test
    void aHeldRecordIsDeliveredOnceItsTimeComes() {
        append(numbered(0, 5));
        lrs.fails(FailureClass.UNAVAILABLE, "learner-2");
        runFor(Duration.ofMinutes(1));
        assertThat(journal.heldCount("lrs")).isOne();

        lrs.isMended();
        runFor(Duration.ofMinutes(1));

        assertThat(balance()).isEqualTo(new Balance(5, 5, 0, 0, 0));
    }

    @Test
    void aRecordAtTheVeryEndWaitsUntilOthersSucceedBehindIt() {
        append("anna", "ben");
        lrs.fails(FailureClass.UNAVAILABLE, "ben");

        runFor(Duration.ofHours(1));
        assertThat(balance()).isEqualTo(new Balance(2, 1, 1, 0, 0));
        assertThat(journal.heldCount("lrs")).isZero();
        assertThat(state().failure()).isEqualTo("told so");

        restart();
        append("cleo");
        runFor(Duration.ofMinutes(2));
        assertThat(balance()).isEqualTo(new Balance(3, 2, 1, 0, 0));
        assertThat(journal.heldCount("lrs")).isOne();
        runFor(Duration.ofHours(1));
        assertThat(balance()).as("nobody else was delivered since").isEqualTo(new Balance(3, 2, 1, 0, 0));
        for (int i = 0; i < 5; i++) {
            append("later-" + i);
            runFor(Duration.ofMinutes(2));
        }
        assertThat(balance()).isEqualTo(new Balance(8, 7, 0, 1, 0));
    }

    @Test
    void onlyARecordOfItsOwnTypeOrTheLastOfItsTypeIsHeld() {
        append(login("anna"), completion("ben"), login("cleo"));
        lrs.fails(FailureClass.UNAVAILABLE, "ben");

        runFor(Duration.ofMinutes(2));
        assertThat(balance()).isEqualTo(new Balance(3, 2, 1, 0, 0));
        assertThat(journal.heldCount("lrs")).as("nobody has succeeded since").isZero();

        append(login("dora"));
        runFor(Duration.ofMinutes(1));

        assertThat(balance()).isEqualTo(new Balance(4, 3, 1, 0, 0));
        assertThat(journal.heldCount("lrs")).isOne();
    }

    @Test
    void aRecordThatIsHeldIsTriedThoughTheClockWasSetBack() {
        append(numbered(0, 5));
        lrs.fails(FailureClass.UNAVAILABLE, "learner-2");
        runFor(Duration.ofMinutes(1));
        assertThat(journal.heldCount("lrs")).isOne();

        clock.turn(Duration.ofDays(-1));
        lrs.isMended();
        runFor(Duration.ofMinutes(1));

        assertThat(balance()).isEqualTo(new Balance(5, 5, 0, 0, 0));
    }
}
