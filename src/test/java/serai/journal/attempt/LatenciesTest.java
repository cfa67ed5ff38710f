package serai.journal.attempt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Whether percentiles are right to a tenth, and counts come back from the journal as they were. */
class LatenciesTest {

    @ParameterizedTest
    @ValueSource(longs = {2, 7, 100, 1_234, 60_000, 3_600_000, 86_400_000, 2_000_000_000})
    void tellsALatencyToATenth(long millis) {
        Latencies one = counted(millis);
        assertThat(one.percentile(50).orElseThrow().toNanos() / 1e6).isBetween(millis * 0.9, millis * 1.1);
    }

    @Test
    void tellsThePercentilesOfAThousand() {
        long[] all = new long[1_000];
        for (int i = 0; i < all.length; i++) {
            all[i] = i + 1L;
        }
        Latencies thousand = counted(all);
        assertThat(thousand.percentile(50).orElseThrow().toMillis()).isBetween(450L, 550L);
        assertThat(thousand.percentile(99).orElseThrow().toMillis()).isBetween(891L, 1_090L);
        assertThat(Latencies.NONE.percentile(99)).isEmpty();
    }

    @Test
    void keepsWhatIsBeyondTheBandsInTheLast() {
        assertThat(counted(-5, 0, 1).counts()).containsExactly(java.util.Map.entry(0, 3L));
        assertThat(counted(Duration.ofDays(400).toMillis()).counts()).containsExactly(java.util.Map.entry(Latencies.BANDS - 1, 1L));
    }

    @Test
    void comesBackFromTheJournal() {
        Latencies before = counted(1, 5, 5);
        Latencies after = before.plus(counted(5, 900));
        assertThat(Latencies.parse(after.text())).isEqualTo(after);
        assertThat(after.since(before)).isEqualTo(counted(5, 900));
        assertThat(Latencies.parse("")).isEqualTo(Latencies.NONE);
        assertThat(List.of("x", "3", "3:", "3:-1", "125:1", "1:9999999999999999999")).allSatisfy(
                text -> assertThatThrownBy(() -> Latencies.parse(text)).isInstanceOf(IllegalArgumentException.class));
    }

    private static Latencies counted(long... millis) {
        LatencyCounts counts = new LatencyCounts();
        for (long one : millis) {
            counts.add(Duration.ofMillis(one));
        }
        return counts.now();
    }
}
