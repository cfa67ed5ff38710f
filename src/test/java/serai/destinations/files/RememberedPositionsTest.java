package serai.destinations.files;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.journal.JournalReport;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class RememberedPositionsTest {

    private static final String SERIES = "2026-11-21/logged_in.jsonl";
    private static final String RESTORED = "2026-11-21/logged_in.moment.jsonl";

    private final RememberedPositions positions = new RememberedPositions(Map.of(SERIES, "120 2 77 5 -"));

    @ParameterizedTest
    @CsvSource({"1, true", "2, true", "3, false"})
    void haveEachPartUpToTheOneThatGrows(int part, boolean isThere) {
        assertThat(positions.has(new ArchivePart(SERIES, part))).isEqualTo(isThere);
    }

    @Test
    void haveNothingOfAPartThatIsOnlyBegun() {
        assertThat(new RememberedPositions(Map.of(SERIES, "0 2 -1 5 -")).has(new ArchivePart(SERIES, 2))).isFalse();
        assertThat(new RememberedPositions(Map.of()).has(new ArchivePart(SERIES, 1))).isFalse();
    }

    @Test
    void tellWhichPartsWerePassed() {
        assertThat(positions.notPassed(Map.of(SERIES, 1))).isEmpty();
        assertThat(positions.notPassed(Map.of(SERIES, 2, RESTORED, 1))).hasSize(2);
    }

    /** An older copy of the journal is told by its stamp, though the series before a restore are left alone. */
    @Test
    void leaveOutTheSeriesFromBeforeARestoreButNotTheirStamps() {
        RememberedPositions restored = new RememberedPositions(
                Map.of(SERIES, "120 2 77 5 -", RESTORED, "60 1 78 4 -", JournalReport.RESTORED, "moment"));

        assertThat(restored.bySeries()).containsOnlyKeys(new ArchiveSeries("2026-11-21", "logged_in.moment", "jsonl"));
        assertThat(restored.stamp()).isEqualTo(5);
        assertThat(restored.restored()).isEqualTo("moment");
    }
}
