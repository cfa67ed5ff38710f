package serai.cli.operate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import serai.passwords.PasswordHash;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

class PasswordCommandTest {

    private final InputStream in = System.in;

    @AfterEach
    void giveBack() {
        System.setIn(in);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pass:wörd\n", "\n", "elevenchars\n"})
    void refusesOneOfFewerThanTwelveCharactersAndRepeatsItNowhere(String given) {
        System.setIn(new ByteArrayInputStream(given.getBytes(StandardCharsets.UTF_8)));
        StringWriter out = new StringWriter();
        StringWriter error = new StringWriter();

        int code = new CommandLine(new PasswordCommand()).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(error, true))
                .execute();

        assertThat(code).isEqualTo(2);
        assertThat(out.toString()).doesNotContain("pbkdf2");
        assertThat(out + error.toString()).contains("password").doesNotContain("pass:wörd", "elevenchars");
    }

    @Test
    void printsTheWholeHashOfAPassword() {
        System.setIn(new ByteArrayInputStream("pass:wörd of the inn\n".getBytes(StandardCharsets.UTF_8)));
        StringWriter out = new StringWriter();

        int code = new CommandLine(new PasswordCommand()).setOut(new PrintWriter(out, true)).execute();

        assertThat(code).isZero();
        assertThat(PasswordHash.parse(out.toString().strip()).matches("pass:wörd of the inn")).isTrue();
    }
}
