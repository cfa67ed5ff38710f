package serai.cli.terminal;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.cli.run.StandaloneRuntime;
import serai.settings.known.LrsSetting;
import serai.settings.known.MctSetting;
import serai.settings.known.RuntimeSetting;
import serai.settings.known.SandboxSetting;
import serai.testkit.FreePort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EnvironmentTest {

    @AfterEach
    void forget() {
        System.clearProperty(LrsSetting.URL.key());
        System.clearProperty("camel.server.host");
    }

    @Test
    void namesVariablesAfterSettings() {
        Environment environment = new Environment(Map.of("SERAI_XAPI_LEARNING_PATH_TYPE", "https://example.org/path"));

        assertThat(environment.getProperty("serai.xapi.learning-path.type")).isEqualTo("https://example.org/path");
        assertThat(environment.getProperty("serai.xapi.profile")).isNull();
    }

    @Test
    void readsAValueFromTheFileThatAVariableNames(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "two\nlines \n");
        Environment environment = new Environment(Map.of("SERAI_LRS_PASSWORD_FILE", secret.toString()));

        assertThat(environment.getProperty("serai.lrs.password")).isEqualTo("two\nlines ");
        assertThat(new Environment(Map.of("SERAI_LRS_PASSWORD_FILE", secret.toString(), "SERAI_LRS_PASSWORD", "itself"))
                .getProperty("serai.lrs.password")).isEqualTo("itself");
    }

    @Test
    void namesTheVariableOfAFileThatCannotBeRead(@TempDir Path folder) {
        Environment environment = new Environment(Map.of("SERAI_LRS_PASSWORD_FILE", folder.resolve("none").toString()));

        assertThatThrownBy(() -> environment.getProperty("serai.lrs.password"))
                .hasMessage(
                        "SERAI_LRS_PASSWORD_FILE names %s/none, which can't be read; correct the name, or let Serai's user read "
                                + "it (in UTF-8)",
                        folder);
    }

    @Test
    void takesPortsThatAreNumbersAndNoneOfKubernetes() {
        assertThat(new Environment(Map.of("CAMEL_SERVER_PORT", "8081", "CAMEL_MANAGEMENT_PORT", "tcp://10.0.0.1:80")).ports())
                .isEqualTo(Map.of("camel.server.port", "8081"));
    }

    @Test
    void neverReachesWhatTheEnvironmentNamesWhereACommandNamesAnother(@TempDir Path data) throws Exception {
        System.setProperty(LrsSetting.URL.key(), "http://127.0.0.1:1/real-lrs");
        System.setProperty("camel.server.host", "0.0.0.0");
        Properties overrides = new Properties();
        overrides.setProperty("camel.server.port", FreePort.text());
        overrides.setProperty("camel.server.host", "127.0.0.1");
        overrides.setProperty("camel.management.enabled", "false");
        overrides.setProperty(RuntimeSetting.DATA.key(), data.toString());
        overrides.setProperty(MctSetting.ENABLED.key(), "false");
        overrides.setProperty(SandboxSetting.HTTP_PORT.key(), FreePort.text());
        overrides.setProperty(LrsSetting.URL.key(), "");

        try (StandaloneRuntime runtime = new StandaloneRuntime(overrides)) {
            runtime.start();

            assertThat(runtime.settings().text(LrsSetting.URL)).isEqualTo(runtime.sandbox().lrsUrl());
            assertThat(runtime.webhook()).startsWith("http://127.0.0.1:");
        }
    }
}
