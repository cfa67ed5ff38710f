package serai.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

class JsonBytesTest {

    private static final ObjectMapper JACKSON = new ObjectMapper();
    private static final int SMALL = 4;

    /** Any characters, halves of pairs too, of which Java's encoder makes a question mark. */
    @Property
    void writesATextAsJacksonDoes(@ForAll("texts") String text) throws JsonProcessingException {
        JsonBytes json = new JsonBytes(SMALL);

        json.text(text);

        assertThat(json.toBytes()).isEqualTo(JACKSON.writeValueAsString(text).getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> plain = Arbitraries.strings().ascii().ofMaxLength(20);
        Arbitrary<String> escaped =
                Arbitraries.strings().withCharRange('\0', '#').withChars('\\', '\u007f', '\u0080').ofMaxLength(5);
        Arbitrary<String> any = Arbitraries.chars().range('\0', '\uFFFF').map(String::valueOf).list().ofMaxSize(5)
                .map(parts -> String.join("", parts));
        Arbitrary<String> pairs = Arbitraries.integers().between(0x1_0000, 0x10_FFFF).map(Character::toString);
        return Arbitraries.oneOf(plain, escaped, any, pairs).list().ofMaxSize(6).map(parts -> String.join("", parts));
    }

    @Test
    void separatesWhatStandsBesideEachOther() {
        JsonBytes json = new JsonBytes(SMALL);

        json.bracket('{');
        json.name(JsonBytes.encoded("a"));
        json.bracket('[');
        for (String text : new String[]{"{", "["}) {
            json.next();
            json.text(text);
        }
        json.next();
        json.plain("1");
        json.bracket(']');
        json.name("b\n");
        json.bracket('{');
        json.bracket('}');
        json.bracket('}');

        assertThat(json).hasToString("{\"a\":[\"{\",\"[\",1],\"b\\n\":{}}");
    }
}
