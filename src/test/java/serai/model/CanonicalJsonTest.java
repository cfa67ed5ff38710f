package serai.model;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.DateTimeException;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CanonicalJsonTest {

    @Property
    void writesAndReadsTimesAsJavaDoes(@ForAll @LongRange(min = -99_999_999_999L, max = 299_999_999_999L) long second,
                                       @ForAll @IntRange(max = 999_999_999) int nano) {
        for (Instant time : new Instant[]{Instant.ofEpochSecond(second, nano), Instant.ofEpochSecond(second),
                Instant.ofEpochSecond(second, nano / 1_000 * 1_000), Instant.ofEpochSecond(second, nano / 1_000_000 * 1_000_000)}) {
            assertThat(InstantText.of(time)).isEqualTo(time.toString());
            assertThat(InstantText.parse(time.toString())).isEqualTo(time);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2021-02-28T17:26:45.5Z", "2021-02-28T17:26:45.12345678Z", "2024-02-29T00:00:00Z",
            "2021-02-28T19:26:45+02:00", "+12021-02-28T19:26:45Z", "2021-02-28T24:00:00Z", "2021-02-28T17:26:45.Z"})
    void readsEveryFormOfATimeThatJavaReads(String text) {
        assertThat(InstantText.parse(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Z", "2021-02-30T17:26:45Z", "2021-02-28T17:26:45",
            "2021-02-28T17:61:45Z", "2021-02-28T1x:26:45Z", "2021-02-28 17:26:45Z", "2021-13-28T17:26:45.000Z"})
    void readsNoTimeThatIsNone(String text) {
        assertThatThrownBy(() -> InstantText.parse(text)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void comparesRecordsWithoutTheirReceivedTimeWhateverStandsInTheirTexts() {
        LearningRecord record = Records.completion("anna\",\"receivedAt\":\"2021-02-28T17:26:45Z\"");
        LearningRecord later = record.withReceivedAt(record.receivedAt().plusNanos(1));

        assertThat(CanonicalJson.withoutReceivedAt(CanonicalJson.write(record), record))
                .isEqualTo(CanonicalJson.write(record.withReceivedAt(null)))
                .isEqualTo(CanonicalJson.withoutReceivedAt(CanonicalJson.write(later), later));
    }
}
