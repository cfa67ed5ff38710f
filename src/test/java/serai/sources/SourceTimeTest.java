package serai.sources;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

class SourceTimeTest {

    @ParameterizedTest
    @CsvSource(ignoreLeadingAndTrailingWhitespace = false, value = {
            "2021-02-28T17:26:45.2810916Z ,2021-02-28T17:26:45.281091600Z",
            "2021-02-28T17:26:45.2810916 Z,2021-02-28T17:26:45.281091600Z",
            "2021-02-28T17:27:45.5333333,2021-02-28T17:27:45.533333300Z",
            "2021-02-28T17:28:00.94,2021-02-28T17:28:00.940Z",
            "2021-02-28T17:28:00.9,2021-02-28T17:28:00.900Z",
            "2021-02-28T17:28:00.123456789Z,2021-02-28T17:28:00.123456789Z",
            "2018-03-01 17:45:37,2018-03-01T17:45:37Z",
            "2018-03-01T17:45:37,2018-03-01T17:45:37Z",
            " 2018-03-01t17:45:37z,2018-03-01T17:45:37Z",
            "2018-03-01T17:45:37+01:00,2018-03-01T16:45:37Z",
            "2018-03-01T17:45:37-00:30,2018-03-01T18:15:37Z",
            "2020-02-29T23:59:59Z,2020-02-29T23:59:59Z"})
    void readsWhatThePlatformsWrite(String sent, Instant instant) {
        assertThat(SourceTime.parse(sent)).hasValue(new SourceTime(instant, sent.strip()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2021-02-28", "17:26:45", "2021-02-28T17:26", "2021-02-30T17:26:45Z",
            "2021-13-01T17:26:45Z", "2021-02-28T24:00:00Z", "2021-02-28T23:59:60Z", "2021-02-28T17:26:45.Z",
            "2021-02-28T17:26:45.1234567890Z", "2021-02-28T17:26:45+99:00", "2021-02-28  17:26:45",
            "28.02.2021 17:26:45", "1614533205", "2021-02-28T17:26:45Z2021-02-28T17:26:45Z", "٢٠٢١-02-28T17:26:45Z"})
    void knowsWhatIsNoTime(String sent) {
        assertThat(SourceTime.parse(sent)).isEmpty();
    }
}
