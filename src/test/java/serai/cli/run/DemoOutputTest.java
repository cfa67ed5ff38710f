package serai.cli.run;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import serai.testkit.Document;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class DemoOutputTest {

    @Test
    void isWhatTheReadmeShows(@TempDir Path folder) {
        StringWriter out = new StringWriter();

        int code = new CommandLine(new DemoCommand()).setOut(new PrintWriter(out, true)).execute("--data", folder.toString());

        assertThat(code).isZero();
        Document.of("README.md").assertBlock("demo", "",
                "$ ./serai demo\n" + out.toString().replace(folder.toString(), "data/demo"));
    }
}
