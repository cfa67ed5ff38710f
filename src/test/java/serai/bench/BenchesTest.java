package serai.bench;

import org.junit.jupiter.api.Test;
import serai.testkit.Document;

import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** What the benches tell a reader. */
class BenchesTest {

    /** {@code -Ddocs.write} writes it. */
    @Test
    void readmeTellsWhatToConcludeFromEach() {
        String rows = Benches.all().stream().map(bench -> "| `%s` | %s |%n".formatted(bench.name(), bench.conclusion()))
                .collect(Collectors.joining());

        Document.of("bench/README.md").assertPart("conclusions", "\n| bench | what to conclude |\n| --- | --- |\n" + rows);
    }

    @Test
    void aFarMarkIsBeyondTheGoal() {
        assertThat(Benches.all()).allMatch(bench -> bench.farMark() >= bench.goal());
    }
}
