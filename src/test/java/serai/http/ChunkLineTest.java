package serai.http;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

class ChunkLineTest {

    private final ChunkLine line = new ChunkLine();

    @ParameterizedTest
    @CsvSource({"0, 0", "00000000000000fF, 255", "7fffffff, 2147483647", "2;a=b, 2", "2;a=\"b;c\", 2", "2;a=\"\\\"\", 2"})
    void readsTheSizeUpToTheEndOfTheLine(String text, long size) {
        assertThat(wrong(text)).isNull();
        assertThat(line.isOver()).isFalse();
        assertThat(line.read((byte) '\r')).isNull();
        assertThat(line.isOver()).isTrue();
        assertThat(line.size()).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", ";", " 2", "2 ", "0x2", "-2", "80000000", "00000000000000002", "2;a=\"b\r", "2;\n"})
    void refusesWhatTwoReadersCouldTakeForDifferentSizes(String text) {
        assertThat(wrong(text)).contains("of a chunk");
        assertThat(line.isOver()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "5;a=\"b"})
    void remembersNothingOfTheLineBefore(String before) {
        wrong(before);

        line.begin();

        assertThat(line.isEmpty()).isTrue();
        assertThat(wrong("3\r")).isNull();
        assertThat(line.size()).isEqualTo(3);
    }

    private String wrong(String text) {
        String wrong = null;
        for (byte value : text.getBytes(StandardCharsets.ISO_8859_1)) {
            wrong = wrong == null ? line.read(value) : wrong;
        }
        return wrong;
    }
}
