package serai.journal.delivery;

import org.junit.jupiter.api.Test;
import serai.journal.DestinationState;
import serai.journal.RecordState;
import serai.journal.attempt.FailureClass;
import serai.journal.store.PageEntry;
import serai.journal.store.Settlement;
import serai.journal.store.Settlement.Settled;
import serai.testkit.Records;
import serai.testkit.SettableClock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static serai.testkit.Records.completion;

/** How long records take, as a metric is told. */
class DeliveryTimesTest extends DeliveryToFake {

    private final List<Duration> took = new ArrayList<>();

    @Test
    void tellsOfEachRecordOnceFromItsReceiptToItsDelivery() {
        delivery.progress().timedBy(took::add);
        lrs.everything = FailureClass.UNAVAILABLE;
        append("anna", "ben");
        runFor(Duration.ofMinutes(2));
        assertThat(took).isEmpty();

        lrs.isMended();
        runFor(Duration.ofMinutes(2));

        assertThat(took).hasSize(2).allSatisfy(time -> assertThat(time).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(4)));
    }

    @Test
    void tellsNothingOfWhatIsSentOnceMoreNorOfWhatIsLeftOut() {
        DeliveryProgress progress = new DeliveryProgress(new SettableClock(Records.RECEIVED.plusSeconds(5)));
        progress.timedBy(took::add);

        progress.settled(settlement(Settled.delivered(entry(RecordState.DELIVERED), false)));
        progress.settled(settlement(Settled.delivered(entry(RecordState.PENDING), true)));
        assertThat(took).isEmpty();

        progress.settled(settlement(Settled.delivered(entry(RecordState.PENDING), false)));
        assertThat(took).containsExactly(Duration.ofSeconds(5));
    }

    private static PageEntry entry(RecordState counted) {
        return new PageEntry(1, completion("anna"), counted);
    }

    private static Settlement settlement(Settled settled) {
        return new Settlement("lrs", 0, DestinationState.at(1), List.of(settled), Set.of(), Set.of(), false, Map.of());
    }
}
