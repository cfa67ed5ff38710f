package serai.http;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.http.FramingFields.Field;

import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

class FieldLineTest {

    private final FieldLine line = new FieldLine();

    @ParameterizedTest
    @CsvSource({"Content-Length: 12, CONTENT_LENGTH, 12", "transfer-ENCODING:\tchunked , TRANSFER_ENCODING, chunked",
            "HOST:x, HOST, x", "Hosts: x, OTHER, ''", "Content-Length-Of-The-Body: 12, OTHER, ''",
            "Authorization: Basic eA==, OTHER, ''"})
    void keepsTheValueOnlyWhereItMatters(String text, Field field, String value) {
        read(text + "\r");

        assertThat(line.isOver()).isTrue();
        assertThat(line.isEmpty()).isFalse();
        assertThat(line.field()).isEqualTo(field);
        assertThat(line.value()).isEqualTo(value);
    }

    @Test
    void tellsTheLineThatEndsTheHead() {
        read("Host: x\r");
        line.begin();

        read("\r");

        assertThat(line.isOver()).isTrue();
        assertThat(line.isEmpty()).isTrue();
    }

    @Test
    void keepsNoMoreThanItsBound() {
        read("Host: " + "x".repeat(KeptText.BYTES_MAX - 1));

        assertThat(line.read((byte) 'x')).contains("is too long");
    }

    private void read(String text) {
        for (byte value : text.getBytes(StandardCharsets.ISO_8859_1)) {
            assertThat(line.read(value)).isNull();
        }
    }
}
