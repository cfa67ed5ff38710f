package serai.cli;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.Skipped;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** systemd's own judgement of the unit. */
class SystemdUnitTest {

    private static final Path UNIT = Path.of("src/dist/systemd/serai.service");
    /** Of 100: what is below 2.0 of 10. */
    private static final String EXPOSURE_MAX = "20";

    @TempDir
    private Path folder;

    @BeforeAll
    static void takesSystemd() {
        Skipped.unless(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")),
                "THE UNIT OF systemd WAS NOT JUDGED: there is no /usr/bin/systemd-analyze");
    }

    @Test
    void isValid() throws Exception {
        Path program = Files.writeString(folder.resolve("serai"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path unit = Files.writeString(folder.resolve("serai.service"),
                Files.readString(UNIT).replace("/usr/share/serai/bin/serai", program.toString()));

        assertThat(analyze("verify", "--man=no", unit.toString())).isEmpty();
    }

    @Test
    void leavesLittleThatSeraiCouldDoHarmWith() throws Exception {
        assertThat(analyze("security", "--offline=true", "--threshold=" + EXPOSURE_MAX, UNIT.toString()))
                .contains("Overall exposure level for serai.service");
    }

    /** {@code nice} of what is made beside a run; a list after the forbidden ones allows again. */
    @Test
    void mayLowerThePriorityOfWhatItStarts() throws Exception {
        assertThat(analyze("syscall-filter", "@resources")).contains("setpriority");
        assertThat(Files.readAllLines(UNIT)).filteredOn(line -> line.startsWith("SystemCallFilter="))
                .last().isEqualTo("SystemCallFilter=setpriority");
    }

    private static String analyze(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/usr/bin/systemd-analyze"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }
}
