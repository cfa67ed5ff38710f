package serai.journal.delivery;

import org.junit.jupiter.api.Test;
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
