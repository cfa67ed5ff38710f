package serai.sources.mct;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.EmbeddedSerai;
import serai.testkit.Kept;

import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The documents' own walk of a learner, at the end of which the platform sends two starts that are none. */
class RedrawnPagesTest {

    @Test
    void theLrsGetsNoStartOfARedrawnPageAndTheOthersItsMark(@TempDir Path data) throws Exception {
        try (EmbeddedSerai serai = new EmbeddedSerai(data).with("serai.servicebus.calls.max", "1")
                .with("serai.mct.redraw.window.hours", "24").start()) {
            serai.publish(EmbeddedSerai.mctSequence().toArray(String[]::new));

            serai.untilDelivered(7);
            assertThat(serai.http().lrs().statements()).hasSize(5);
            Kept kept = new Kept(data);
            assertThat(kept.archived(".jsonl")).hasSize(7).filteredOn(line -> line.contains("\"marks\":[\"REDRAW\"]"))
                    .hasSize(2).allMatch(line -> line.contains("COURSE_STARTED"));
            assertThat(kept.rows("warehouse.db", "SELECT redraw FROM course_started ORDER BY occurred_at"))
                    .isEqualTo(List.of("0", "1", "1"));
        }
    }
}
