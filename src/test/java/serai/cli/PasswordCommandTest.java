package serai.cli;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import serai.webhook.PasswordHash;

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

    @Test
    void printsTheWholeHashOfAPassword() {
        System.setIn(new ByteArrayInputStream("pass:wörd of the inn\n".getBytes(StandardCharsets.UTF_8)));
        StringWriter out = new StringWriter();

        int code = new CommandLine(new PasswordCommand()).setOut(new PrintWriter(out, true)).execute();

        assertThat(code).isZero();
        assertThat(PasswordHash.parse(out.toString().strip()).matches("pass:wörd of the inn")).isTrue();
    }
}
