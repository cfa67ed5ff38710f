package serai.cli;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.testkit.Skipped;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** A package's file of variables, which systemd reads for the service and the launcher for commands. */
class ServiceEnvironmentTest {

    private static final String TAKEN = """
            set -euo pipefail
            . .mvn/prerequisites.sh
            . .mvn/launch.sh
            arguments=("$2")
            take_environment "$1"
            echo "${SERAI_A-not set}"
            """;

    @TempDir
    private Path folder;

    @BeforeAll
    static void takesAShell() {
        Skipped.unless(OS.LINUX.isCurrentOs() || OS.MAC.isCurrentOs(),
                "THE SERVICE'S VARIABLES WERE NOT READ: it takes bash, of Linux or macOS");
    }

    /** What systemd 252 makes of them: {@code ab}, {@code ab}, {@code a\}, {@code its}, {@code ab}, and the next line too. */
    @ParameterizedTest
    @ValueSource(strings = {"a\\b", "\\ab", "\"a\\\\\"", "'it''s'", "\"a\" b", "'a", "\""})
    void aValueThatSystemdWouldChangeIsRefusedByItsName(String value) throws Exception {
        Path file = Files.writeString(folder.resolve("environment"), "SERAI_A=" + value + "\n");

        assertThat(taken(file, "status", "SERAI_B", "")).isEqualTo("serai: SERAI_A in " + file + " has a backslash, or quotes that "
                + "don't surround its value: systemd would read another. Put it in single quotes, with none inside; or into a file "
                + "that SERAI_A_FILE names\n");
        assertThat(taken(file, "run", "SERAI_A", "as systemd has set it")).isEqualTo("as systemd has set it\n");
    }

    @Test
    void theServiceIsSilentAboutAFileThatRootAloneReads() throws Exception {
        Path file = Files.writeString(folder.resolve("environment"), "SERAI_A=secret\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        String told = "serai: this user can't read " + file + ", so settings of the service there have no effect here\nnot set\n";

        assertThat(taken(file, "run", "INVOCATION_ID", "1f2e")).isEqualTo("not set\n");
        assertThat(taken(file, "status", "INVOCATION_ID", "1f2e")).as("a timer's").isEqualTo(told);
        assertThat(taken(file, "run", "INVOCATION_ID", "")).as("somebody's").isEqualTo(told);
    }

    private static String taken(Path file, String command, String variable, String value) throws IOException {
        List<String> all = new ArrayList<>();
        if (Files.isReadable(file) && Files.getPosixFilePermissions(file).isEmpty()) {
            all.addAll(List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all")); // root reads every file by a capability
        }
        all.addAll(List.of("bash", "-c", TAKEN, "bash", file.toString(), command));
        ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("SERAI_") || name.equals("INVOCATION_ID"));
        builder.environment().put(variable, value);
        return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
