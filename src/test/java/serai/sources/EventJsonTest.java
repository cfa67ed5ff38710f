package serai.sources;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.model.EventType;
import serai.model.Platform;
import serai.testkit.Payloads;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class EventJsonTest {

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\": 1}", "{\"a\": 1,}", "\uFEFF{\"a\": 1}", " \r\n\t{ \"a\" : 1 , } \n"})
    void readsAnObject(String json) {
        assertThat(EventJson.read(Payloads.bytes(json)).path("a").intValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"a\": 1\\n,\\n \"a\": 2}   | 3 | this isn't JSON",
            "{\"a\": 1} {\"b\": 2}        | 1 | there is more after the JSON",
            "{\"a\": 1} x                 | 1 | this isn't JSON",
            "{\"a\":\\n                   | 2 | ends too early",
            "{\"a\": \"                   | 1 | ends too early",
            "{'a': 1}                     | 1 | this isn't JSON",
            "{\"a\": NaN}                 | 1 | this isn't JSON",
            "{\"a\": 1,, \"b\": 2}        | 1 | this isn't JSON",
            "`` | 1 | the body is empty",
    })
    void tellsWhereTheJsonIsBroken(String json, int line, String problem) {
        UnreadableEventException e = unreadable(Payloads.bytes(json.replace("\\n", "\n")));

        assertThat(e.line()).isEqualTo(line);
        assertThat(e.column()).isPositive();
        assertThat(e.pointer()).isNull();
        assertThat(e).hasNoCause().hasMessageStartingWith("line " + line + ", column ").hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"a\": \"x\\ud800\"}           | 9",
            "{\"a\": [1, \"\\uDC00\\uD800\"]} | 12",
            "{\"a\": \"\\ud800x\\udc00\"}    | 8",
            "{\"a\": \"\\ud800\\ud83c\\udf93\"} | 8",
            "{\"a\": \"\\ud83c\\udf93\\udf93\"} | 20",
            "{\"x\\ud800\": 1}               | 4",
    })
    void refusesHalfACharacter(String json, int column) {
        UnreadableEventException e = unreadable(Payloads.bytes("{\"first\": 1,\n" + json.substring(1)));

        assertThat(e).hasMessageStartingWith("line 2, column ").hasMessageContaining("half a surrogate pair");
        assertThat(e.column()).isEqualTo(column - 1);
        assertThat(e.pointer()).isNull();
    }

    @Test
    void takesABackslashBeforeALetterForWhatItIs() {
        assertThat(EventJson.read(Payloads.bytes("{\"a\": \"\\\\ud83c \\\" \\n\"}")).path("a").textValue())
                .isEqualTo("\\ud83c \" \n");
    }

    @Test
    void readsACharacterThatIsEscapedInTwoHalves() {
        assertThat(EventJson.read(Payloads.bytes("{\"a\": \"\\ud83c\\udf93\"}")).path("a").textValue()).isEqualTo("\uD83C\uDF93");
    }

    @Test
    void aTypeThatIsCutIsNotCutWithinACharacter() {
        assertThat(EventType.unknown(Platform.MCT, "x".repeat(199) + "\uD83C\uDF93")).isEqualTo("x".repeat(199));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "1", "\"text\"", "true"})
    void refusesWhatIsNoObject(String json) {
        UnreadableEventException e = unreadable(Payloads.bytes(json));

        assertThat(e.pointer()).isEmpty();
        assertThat(e.expected()).isEqualTo("an object");
        assertThat(e).hasMessage("the whole body is of the wrong JSON type; send the event again with an object there");
    }

    @Test
    void refusesOtherEncodingsThanUtf8() {
        UnreadableEventException latin = unreadable("{\n \"a\": \"é\"}".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(latin).hasMessageStartingWith("line 2, column 8: these bytes aren't UTF-8;");

        assertThat(unreadable("{\"a\": 1}".getBytes(StandardCharsets.UTF_16)).line()).isEqualTo(1);
        assertThat(unreadable("{\"a\": 1}".getBytes(StandardCharsets.UTF_16BE)).line()).isEqualTo(1);
        byte[] cutInACharacter = Payloads.bytes("{\"a\": \"é");
        assertThat(unreadable(Arrays.copyOf(cutInACharacter, cutInACharacter.length - 1)).line()).isEqualTo(1);
    }

    @Test
    void boundsDepthAndLengths() {
        String limits = "nested too deeply, or a text, name or number in it is too long";
        assertThat(unreadable(Payloads.bytes("{\"a\":".repeat(33)))).hasMessageContaining(limits);
        assertThat(unreadable(Payloads.bytes("[".repeat(1_000_000)))).hasMessageContaining(limits);
        assertThat(unreadable(Payloads.bytes("{\"a\": \"" + "x".repeat(65_537) + "\"}"))).hasMessageContaining(limits);
        assertThat(unreadable(Payloads.bytes("{\"" + "x".repeat(2_000) + "\": 1}"))).hasMessageContaining(limits);
        assertThat(unreadable(Payloads.bytes("{\"a\": " + "1".repeat(201) + "}"))).hasMessageContaining(limits);
    }

    /** Jackson throws a NumberFormatException here. */
    @Test
    void refusesAnExponentThatNoNumberCanHave() {
        UnreadableEventException e = unreadable(Payloads.bytes("{\n \"a\": 1e9999999991}"));

        assertThat(e).hasNoCause().hasMessageStartingWith("line 2, column 7: ");
    }

    private static UnreadableEventException unreadable(byte[] raw) {
        return catchThrowableOfType(UnreadableEventException.class, () -> EventJson.read(raw));
    }
}
