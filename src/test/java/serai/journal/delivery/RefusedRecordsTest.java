package serai.journal.delivery;

import org.junit.jupiter.api.Test;
import serai.journal.Balance;
import serai.journal.attempt.FailureClass;
import serai.testkit.Records;

import java.sql.SQLException;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/** Records that a destination refuses: one is a dead letter, ten in a row stop the destination. */
class RefusedRecordsTest extends DeliveryToFake {

    @Test
    void aRefusedRecordIsDeadLetteredAndTheRestIsDelivered() {
        append("anna", "ben", "cleo", "dora", "emil");
        lrs.fails(FailureClass.REFUSED, "cleo");

        runFor(Duration.ofSeconds(1));

        assertThat(lrs.taken).containsExactly("anna", "ben", "dora", "emil");
        assertThat(balance()).isEqualTo(new Balance(5, 4, 0, 1, 0));
        assertThat(state().isTroubled()).isFalse();
    }

    @Test
    void tenOfATypeRefusedInARowStopTheDestinationAndNothingStaysDeadLettered() {
        append(numbered(0, 30));
        lrs.everything = FailureClass.REFUSED;

        runFor(Duration.ofSeconds(1));

        assertThat(state().stopped()).isEqualTo(FailureClass.MISCONFIGURED);
        assertThat(balance()).isEqualTo(new Balance(30, 0, 30, 0, 0));
    }

    @Test
    void tenRefusedOnAThinStreamAreTakenBackTooAndGoOnOnceMended() {
        lrs.everything = FailureClass.REFUSED;
        for (String learner : numbered(0, 12)) {
            append(learner);
            runFor(Duration.ofSeconds(1));
            if (learner.equals("learner-4")) {
                restart();
            }
        }
        assertThat(state().stopped()).isEqualTo(FailureClass.MISCONFIGURED);
        assertThat(balance()).isEqualTo(new Balance(12, 0, 12, 0, 0));
        int requests = lrs.requests;
        runFor(STOPPED.multipliedBy(5));
        assertThat(lrs.requests - requests).as("tried again slowly").isBetween(4, 6);

        lrs.isMended();
        runFor(STOPPED.plusSeconds(30));

        assertThat(balance()).isEqualTo(new Balance(12, 12, 0, 0, 0));
        assertThat(lrs.taken).hasSize(12).doesNotHaveDuplicates();
    }

    @Test
    void anAcceptedRecordEndsARunOfRefusals() {
        for (int i = 0; i < 4; i++) {
            String[] bad = numbered(i * 8, i * 8 + 8);
            lrs.fails(FailureClass.REFUSED, bad);
            append(bad);
            append("good-" + i);
            runFor(Duration.ofSeconds(1));
        }

        assertThat(state().stopped()).isNull();
        assertThat(balance()).isEqualTo(new Balance(36, 4, 0, 32, 0));
    }

    @Test
    void aConflictIsADeadLetterAtTheFirstAttemptAndAnArrivalOnARepeat() {
        append("first-page"); // the first page after a start is a repeat
        runFor(Duration.ofSeconds(1));
        append("anna", "ben");
        lrs.fails(FailureClass.CONFLICT, "ben");

        runFor(Duration.ofSeconds(1));

        assertThat(balance()).isEqualTo(new Balance(3, 2, 0, 1, 0));
        append("cleo");
        lrs.fails(FailureClass.CONFLICT, "cleo");
        restart();
        runFor(Duration.ofSeconds(1));
        assertThat(balance()).isEqualTo(new Balance(4, 3, 0, 1, 0));
    }

    @Test
    void whatIsRefusedAgainAfterItWasTakenBackStopsTheDestinationAgain() throws SQLException {
        append(numbered(0, 30));
        lrs.everything = FailureClass.REFUSED;
        runFor(Duration.ofSeconds(1));
        for (String learner : numbered(30, 42)) {
            append(learner);
        }
        resume(); // too early
        runFor(Duration.ofSeconds(1));

        assertThat(state().stopped()).isEqualTo(FailureClass.MISCONFIGURED);
        assertThat(balance()).isEqualTo(new Balance(42, 0, 42, 0, 0));
    }
}
