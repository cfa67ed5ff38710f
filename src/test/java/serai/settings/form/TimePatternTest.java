package serai.settings.form;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TimePatternTest {

    @ParameterizedTest
    @ValueSource(strings = {"yyyy-MM-dd HH:mm:ss", "uuuu-MM-dd'T'HH:mm:ss.SSSSSSXXX", "dd.MM.yyyy HH:mm", "M/d/yyyy h:mm a",
            "yyyy-MM-dd", "d MMM yyyy 'at' HH.mm", "dd/MM/yyyy HH:mm:ss z"})
    void takesWhatSaysTheDayAndTheMinute(String pattern) {
        assertThat(TimePattern.isReadable(pattern)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "yyyy-mm-dd HH:mm:ss", "YYYY-MM-dd HH:mm", "yyyy-MM-DD", "yyyy-MM-dd hh:mm", "HH:mm", "yyyy-MM-dd HH",
                    "dd.MM. HH:mm", "iso", "yyyy-MM-dd '", "yyyy-MM-dd\nHH:mm", "'yyyy-MM-dd HH:mm'",
                    "yyyy-MM-dd HH:mm '0123456789012345678901234567890123456789012345678'"})
    void refusesWhatDoesNotOrIsNoPattern(String pattern) {
        assertThat(TimePattern.isReadable(pattern)).isFalse();
    }
}
