package serai.journal.delivery;

import org.junit.jupiter.api.Test;
import serai.journal.Balance;
import serai.journal.attempt.FailureClass;
import serai.testkit.Records;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/** Records that a destination forbids: whether they or the destination are at fault. */
class ForbiddenRecordsTest extends DeliveryToFake {

    @Test
    void aForbiddenRecordIsDeadLetteredOnlyWhereAnotherIsTakenRightAfterIt() {
        append("anna", "ben", "cleo");
        lrs.fails(FailureClass.FORBIDDEN, "ben");

        runFor(Duration.ofSeconds(1));

        assertThat(balance()).isEqualTo(new Balance(3, 2, 0, 1, 0));
    }

    @Test
    void aForbiddenRecordIsDeadLetteredAlsoWhereTheOneAfterItHasArrivedBefore() {
        append("anna", "ben"); // the first page after a start is a repeat
        lrs.fails(FailureClass.FORBIDDEN, "anna");
        lrs.fails(FailureClass.CONFLICT, "ben");

        runFor(Duration.ofSeconds(1));

        assertThat(balance()).isEqualTo(new Balance(2, 1, 0, 1, 0));
        assertThat(state().isTroubled()).isFalse();
    }

    @Test
    void whereEverythingIsForbiddenTheDestinationStops() {
        append(numbered(0, 50));
        lrs.everything = FailureClass.FORBIDDEN;

        runFor(Duration.ofSeconds(1));

        assertThat(state().stopped()).isEqualTo(FailureClass.FORBIDDEN);
        assertThat(balance()).isEqualTo(new Balance(50, 0, 50, 0, 0));
        assertThat(lrs.requests).isLessThan(5);
        lrs.isMended();
        runFor(STOPPED.plusSeconds(5));
        assertThat(balance()).isEqualTo(new Balance(50, 50, 0, 0, 0));
    }

    @Test
    void onAThinStreamAForbiddenRecordStopsTheDestinationUntilAnotherComes() {
        append("anna");
        lrs.fails(FailureClass.FORBIDDEN, "anna");
        runFor(STOPPED.multipliedBy(5));
        assertThat(state().stopped()).isEqualTo(FailureClass.FORBIDDEN);
        assertThat(balance()).isEqualTo(new Balance(1, 0, 1, 0, 0));

        append("ben");
        runFor(STOPPED.multipliedBy(3));

        assertThat(balance()).isEqualTo(new Balance(2, 1, 0, 1, 0));
        assertThat(state().isTroubled()).isFalse();
    }
}
