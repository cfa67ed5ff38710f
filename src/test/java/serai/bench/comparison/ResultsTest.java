package serai.bench.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.bench.load.Wrk;
import serai.bench.machine.Machine;
import serai.bench.machine.Workplace;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class ResultsTest {

    private static final Machine MACHINE = new Machine(2, "a processor", "24", "17.0.15", 1.9);

    @TempDir
    private Path folder;

    @Test
    void theFileHasTheMediansOfBothSidesInTheirUnit() throws Exception {
        JsonNode bench = writtenWith(new StartsOfHalfASecond()).at("/benches/0");

        assertThat(bench.path("unit").asText()).isEqualTo("s, less is better");
        assertThat(bench.at("/median/serai").asDouble()).isEqualTo(0.5);
        assertThat(bench.at("/median/other").asDouble()).isEqualTo(0.25);
        assertThat(bench.path("ratio").asDouble()).isEqualTo(0.5);
    }

    @Test
    void theFileHasWhatStandsBesideTheRatio() throws Exception {
        JsonNode bench = writtenWith(new StartsOfHalfASecond()).at("/benches/0");

        assertThat(bench.at("/beside/serai_cpu_s").asDouble()).isEqualTo(2.1);
        assertThat(bench.at("/beside/other_cpu_s").asDouble()).isEqualTo(0.8);
    }

    @Test
    void theFileHasWhatAnEventCostsEachSide() throws Exception {
        JsonNode bench = writtenWith(new StartsOfHalfASecond()).at("/benches/0");

        assertThat(bench.at("/cost/serai").has("cpu_us")).isTrue();
        assertThat(bench.at("/cost").has("other")).isFalse();
    }

    @Test
    void theFileHasTheCoresAndTheLoadBefore() throws Exception {
        JsonNode file = writtenWith(new StartsOfHalfASecond());

        assertThat(file.path("cores").asInt()).isEqualTo(2);
        assertThat(file.path("load_before").asDouble()).isEqualTo(1.9);
    }

    @Test
    void theTableShowsTheSame() throws Exception {
        StringWriter table = new StringWriter();

        resultsOf(new StartsOfHalfASecond()).print(new PrintWriter(table));

        assertThat(table.toString()).contains("2 cores (a processor), 24 GiB, JDK 17.0.15, load 1.9 before")
                .containsPattern(
                        "starts +0\\.50 +0\\.50 +0\\.50 +1\\.00 +no +0\\.5 s +0\\.3 s +s, less is better; CPU 2\\.1 s, theirs 0\\.8");
    }

    private JsonNode writtenWith(Bench bench) throws Exception {
        return new ObjectMapper().readTree(resultsOf(bench).write(folder).toFile());
    }

    private static Results resultsOf(Bench bench) throws Exception {
        Results results = new Results(MACHINE);
        results.add(Comparison.of(bench, 3, () -> {
        }));
        return results;
    }

    /** Of which more is better in a round, and less in the table. */
    private static final class StartsOfHalfASecond implements Bench {

        private final Cost cost = new Cost();
        private final Iterator<Double> starts = List.of(1.0, 2.0, 2.0, 2.0).iterator(); // the first is thrown away

        @Override
        public String name() {
            return "starts";
        }

        @Override
        public double goal() {
            return 1;
        }

        @Override
        public String unit() {
            return "s, less is better";
        }

        @Override
        public double inUnit(double startsPerSecond) {
            return 1 / startsPerSecond;
        }

        @Override
        public String shown(double seconds) {
            return "%.1f s".formatted(seconds);
        }

        @Override
        public String title() {
            return "starts against starts";
        }

        @Override
        public String conclusion() {
            return "None.";
        }

        @Override
        public Beside beside() {
            return new Beside("CPU 2.1 s, theirs 0.8", Map.of("serai_cpu_s", 2.1, "other_cpu_s", 0.8));
        }

        @Override
        public Optional<Cost> ourCost() {
            return Optional.of(cost);
        }

        @Override
        public void open(Workplace workplace) {
        }

        @Override
        public double ours() throws IOException, InterruptedException {
            return cost.of(() -> new Wrk.Load(starts.next(), 8)).perSecond();
        }

        @Override
        public double theirs() {
            return 4;
        }
    }
}
