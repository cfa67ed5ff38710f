package serai.cli.run;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.CommandRun;
import serai.testkit.FreePort;

import java.nio.file.Path;
import java.util.Properties;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What somebody tries in a second terminal beside {@code ./serai run}, with nothing set but ports and folder. */
class SandboxedRunTest {

    private final Properties settings = FreePort.settings();
    private StandaloneRuntime runtime;
    private String error;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        settings.setProperty("serai.data", data.toString());
        settings.forEach((name, value) -> System.setProperty((String) name, (String) value));
        runtime = new StandaloneRuntime(settings);
        runtime.start();
    }

    @AfterEach
    void stop() {
        runtime.close();
        settings.keySet().forEach(name -> System.clearProperty((String) name));
    }

    @Test
    void theSandboxIsAskedToPublishWhereNobodyHasSetAClientOfPraesidium() {
        assertThat(serai(0, "praesidium-test", "--sku", "TCCE1001", "--email", "anna@example.org").lines()).hasSize(3)
                .first().asString()
                .startsWith("serai.praesidium.test.client-id is not set, so the sandbox is asked, at http://127.0.0.1:");

        assertThat(runtime.serai().journal().sources().get("praesidium").accepted()).isOne();
    }

    @Test
    void simulatedLearnersOfBothPlatformsArriveThere() {
        long sent = serai(0, "simulate", "praesidium", "--learners", "3").lines().count();
        assertThat(runtime.serai().journal().sources().get("praesidium").accepted()).isEqualTo(sent);

        long published = serai(0, "simulate", "mct", "--learners", "3", "--rate", "100/s").lines().count();
        await().atMost(30, SECONDS).until(() -> runtime.serai().journal().sources().containsKey("mct")
                && runtime.serai().journal().sources().get("mct").accepted() == published);
    }

    @Test
    void saysThatSeraiHasToRunWhereItDoesNot() {
        runtime.close();

        serai(1, "praesidium-test", "--sku", "TCCE1001", "--email", "anna@example.org");

        assertThat(error).hasLineCount(1).contains("can't be reached; start ./serai run first (its sandbox");
    }

    private String serai(int exit, String... arguments) {
        CommandRun run = CommandRun.of(exit, arguments);
        error = run.error();
        return run.out();
    }
}
