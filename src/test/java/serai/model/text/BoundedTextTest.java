package serai.model.text;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BoundedTextTest {

    @Test
    void cutsNoCharacterInTwo() {
        assertThat(BoundedText.cut("aüb", 2)).isEqualTo("a");
        assertThat(BoundedText.cut("aüb", 3)).isEqualTo("aü");
        assertThat(BoundedText.cut("a\uD83D\uDE00b", 4)).isEqualTo("a");
        assertThat(BoundedText.cut("a\uD83D\uDE00b", 5)).isEqualTo("a\uD83D\uDE00");
        assertThat(BoundedText.cut("aüb", 4)).isEqualTo("aüb");
    }
}
