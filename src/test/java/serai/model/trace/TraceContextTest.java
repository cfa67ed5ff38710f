package serai.model;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(TraceContext.parse("cc" + TRACEPARENT.substring(2) + "-of-the-future")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7", "|4bf92f3577b34da6.1.",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01", "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"})
    void isNothingElse(String value) {
        assertThat(TraceContext.parse(value)).isEmpty();
        assertThat(TraceContext.parse(null)).isEmpty();
    }
}
