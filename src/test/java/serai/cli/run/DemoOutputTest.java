package serai.cli.run;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import serai.testkit.Document;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import static org.assertj.core.api.Assertions.assertThat;

class DemoOutputTest {

    @Test
    void isWhatTheReadmeShowsAndItsFilesAreTheOwnersAlone(@TempDir Path folder) throws IOException {
        StringWriter out = new StringWriter();

        int code = new CommandLine(new DemoCommand()).setOut(new PrintWriter(out, true)).execute("--data", folder.toString());

        assertThat(code).isZero();
        Document.of("README.md").assertBlock("demo", "",
                "$ ./serai demo\n" + out.toString().replace(folder.toString(), "data/demo"));
        // Or else the next demo would take these rights away, and say so.
        assertThat(Files.getPosixFilePermissions(folder.resolve("lrs-statements.json")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
}
