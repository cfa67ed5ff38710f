package serai.journal.delivery;

import org.junit.jupiter.api.Test;
import serai.journal.Balance;
import serai.journal.attempt.FailureClass;
import serai.journal.delivery.page.PeriodDelivery;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;
import static serai.testkit.Records.login;

/** Records of a period that are refused: named by the failure or found by dividing the page, they hold up none of the rest. */
class PeriodRefusalsTest extends PeriodDeliveryEpisode {

    @Test
    void aRecordThatTheFailureNamesIsLeftOutAndTheRestIsOnePage() {
        append(completion("anna"), completion("bad-1"), login("ben"), completion("cleo"), completion("bad-2"));
        bad.addAll(List.of("bad-1", "bad-2"));
        itIs("2026-11-29T01:00:05Z");

        attemptAll();

        assertThat(files).isEqualTo(Map.of("2026-11-28", List.of("anna", "ben", "cleo")));
        assertThat(balance()).isEqualTo(new Balance(5, 3, 0, 2, 0));
    }

    @Test
    void manyBadRecordsOfATypeAreTheirOwnFaultWhereOthersAreTaken() {
        for (int i = 0; i < 15; i++) {
            append(completion("bad-" + i));
            bad.add("bad-" + i);
        }
        append(completion("anna"));
        itIs("2026-11-29T01:00:05Z");

        attemptAll();

        assertThat(files).isEqualTo(Map.of("2026-11-28", List.of("anna")));
        assertThat(balance()).isEqualTo(new Balance(16, 1, 0, 15, 0));
    }

    @Test
    void tenBadRecordsWithoutAGoodOneOfTheirTypeStopTheDestination() {
        for (int i = 0; i < 12; i++) {
            append(completion("bad-" + i));
            bad.add("bad-" + i);
        }
        itIs("2026-11-29T01:00:05Z");

        attemptAll();

        assertThat(journal.state("hr").orElseThrow().stopped()).isEqualTo(FailureClass.MISCONFIGURED);
        assertThat(balance()).isEqualTo(new Balance(12, 0, 12, 0, 0));
    }

    @Test
    void soManyBadRecordsThatTheMappingMustBeWrongStopTheDestination() {
        records = 1_000;
        delivery = delivery();
        append(completion("anna"));
        for (int i = 0; i <= PeriodDelivery.WITHHELD_MAX; i++) {
            append(completion("bad-" + i));
            bad.add("bad-" + i);
        }
        itIs("2026-11-29T01:00:05Z");

        attemptAll();

        assertThat(journal.state("hr").orElseThrow().stopped()).isEqualTo(FailureClass.MISCONFIGURED);
        assertThat(files).isEmpty();
        assertThat(balance().deadLettered()).isZero();
    }

    @Test
    void aRefusalThatNamesNoRecordDividesThePageIntoPartsWithNamesOfTheirOwn() {
        append(completion("anna"), completion("ben"), completion("bad"), completion("cleo"));
        bad.add("bad");
        tellsTheRecord = false;
        itIs("2026-11-29T01:00:05Z");

        attemptAll();

        assertThat(files).isEqualTo(Map.of("2026-11-28", List.of("anna", "ben"), "2026-11-28-2", List.of("cleo")));
        assertThat(balance()).isEqualTo(new Balance(4, 3, 0, 1, 0));
    }

    @Test
    void aRecordIsNoDeadLetterBeforeTheRestHasArrived() {
        append(completion("anna"), completion("bad"));
        bad.add("bad");
        down = FailureClass.UNAVAILABLE;
        itIs("2026-11-29T01:00:05Z");

        attemptAll();

        assertThat(balance()).isEqualTo(new Balance(2, 0, 2, 0, 0));
    }
}
