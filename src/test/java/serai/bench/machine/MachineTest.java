package serai.bench.machine;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MachineTest {

    @Test
    void tellsTheCoresAndTheLoadBefore() {
        assertThat(loaded(1.92).described()).isEqualTo("2 cores (a processor), 24 GiB, JDK 17.0.15, load 1.9 before");
    }

    @Test
    void warnsOfALoadThatShowsInTheFigures() {
        assertThat(loaded(0.3).warning()).isEmpty();
        assertThat(loaded(1.92).warning()).hasValueSatisfying(line -> assertThat(line).contains("1.9", "0.3").hasLineCount(1));
    }

    private static Machine loaded(double load) {
        return new Machine(2, "a processor", "24", "17.0.15", load);
    }
}
