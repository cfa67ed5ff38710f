package serai.cli;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.testkit.FreePort;
import serai.testkit.PrivateFolder;
import serai.testkit.Skipped;
import serai.testkit.http.HttpSink;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code bin/serai-alive}: at which port it asks. */
class AliveProbeTest {

    @TempDir
    private Path home;
    private HttpSink management;
    private int port;

    @BeforeAll
    static void takesAShell() {
        Skipped.unless(OS.LINUX.isCurrentOs(), "serai-alive WAS NOT STARTED: it takes bash, of Linux");
    }

    @BeforeEach
    void aServer() throws Exception {
        management = new HttpSink();
        port = URI.create(management.url()).getPort();
        PrivateFolder.make(home.resolve("conf"));
    }

    @AfterEach
    void end() {
        management.close();
    }

    private void set(String lines) throws Exception {
        Files.writeString(home.resolve("conf/application.properties"), lines);
    }

    private int asked(String variable) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("bash", "src/dist/bin/serai-alive");
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("SERAI_HOME", home.toString());
        builder.environment().put("CAMEL_MANAGEMENT_PORT", variable);
        return builder.start().waitFor();
    }

    @ParameterizedTest
    @ValueSource(strings = {"camel.management.port=%s", "#camel.management.port = 1\n  camel.management.port : %s \r",
            "camel.management.port = 1\ncamel.management.port = %s\ncamel.management.portal = 2"})
    void isTheHomesWhereNoVariableNamesOne(String lines) throws Exception {
        set(lines.formatted(port) + "\n");

        assertThat(asked("")).isZero();
        assertThat(asked("tcp://10.0.0.1:9876")).as("of Kubernetes").isZero();
        assertThat(management.requests()).hasSize(2);
    }

    @Test
    void isTheVariablesBeforeTheHomes() throws Exception {
        set("camel.management.port = " + FreePort.text() + "\n");

        assertThat(asked(String.valueOf(port))).isZero();
        assertThat(asked("")).isNotZero();
    }
}
