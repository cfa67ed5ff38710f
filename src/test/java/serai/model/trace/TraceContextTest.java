package serai.model.trace;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;

class TraceContextTest {

    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void isReadAndWrittenAsW3CSays() {
        assertThat(TraceContext.parse(TRACEPARENT)).hasValueSatisfying(read -> {
            assertThat(read).hasToString(TRACEPARENT);
            assertThat(read.traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
            assertThat(read.spanId()).isEqualTo("00f067aa0ba902b7");
        });
        assertThat(TraceContext.parse("cc" + TRACEPARENT.substring(2) + "-of-the-future")).as("of a version to come").isPresent();
        assertThat(TraceContext.parse(" " + TRACEPARENT + " ")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7", "|4bf92f3577b34da6.1.",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01", "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0x",
            "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.more",
            "00-4bf92f3577b34da6a3ce929d0e0e473é-00f067aa0ba902b7-01"})
    void isNothingElse(String value) {
        assertThat(TraceContext.parse(value)).isEmpty();
        assertThat(TraceContext.parse(null)).isEmpty();
        assertThat(TraceContext.parse(TRACEPARENT + "," + TRACEPARENT)).as("two of them").isEmpty();
        assertThat(TraceContext.parse("cc" + TRACEPARENT.substring(2) + "-" + "0".repeat(10_000))).isEmpty();
    }

    @Test
    void hasTheStateThatCameBesideItIfThatIsOne() {
        assertThat(state("rojo=00f067aa0ba902b7, congo@acme=t61rcWkgMzE,"))
                .isEqualTo("rojo=00f067aa0ba902b7, congo@acme=t61rcWkgMzE,");
        assertThat(state(" ")).isEmpty();
        for (String none : new String[]{"no member", "Upper=1", "a=\u00e9", "a=\n", "a=1,".repeat(33), "a=" + "1".repeat(10_000),
                "a=1 =" + " ,".repeat(250)}) {
            assertThat(state(none)).as(none).isEmpty();
        }
    }

    private static String state(String tracestate) {
        return TraceContext.parse(TRACEPARENT, tracestate).orElseThrow().state();
    }

    @Test
    void isReadFromItsBytesAndFromNothingElse() {
        TraceContext written = TraceContext.parse(TRACEPARENT, "rojo=00f067aa0ba902b7").orElseThrow();

        assertThat(written.bytes()).hasSize(25 + 21);
        assertThat(TraceContext.read(written.bytes())).isEqualTo(written);
        assertThat(TraceContext.read(null)).isNull();
        assertThat(TraceContext.read(Arrays.copyOf(written.bytes(), 24))).isNull();
        assertThat(TraceContext.read(new byte[25])).as("zeros").isNull();
    }
}
