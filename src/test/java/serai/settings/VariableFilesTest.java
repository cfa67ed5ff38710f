package serai.settings;

import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.settings.known.LrsSetting;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a host's process is given in files, as a container's secrets are. */
class VariableFilesTest {

    private static final String KEY = LrsSetting.PASSWORD.key();

    @TempDir
    private Path folder;
    private Path secret;
    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void write() throws Exception {
        secret = Files.writeString(folder.resolve("secret"), "a {{pass}}word\n");
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private Settings settings() {
        context.getPropertiesComponent()
                .addPropertiesSource(new VariableFiles(context, Map.of("SERAI_LRS_PASSWORD_FILE", secret.toString())));
        return Settings.of(context);
    }

    private PropertiesComponent properties() {
        return (PropertiesComponent) context.getPropertiesComponent();
    }

    @Test
    void areReadInAHostToTheLetter() {
        Settings settings = settings();

        assertThat(settings.text(LrsSetting.PASSWORD)).isEqualTo("a {{pass}}word");
        assertThat(settings.source(KEY)).hasValue("a file that the environment names");
    }

    @Test
    void whatTheHostSetsComesFirst() {
        properties().addInitialProperty(KEY, "initial");
        assertThat(settings().text(LrsSetting.PASSWORD)).isEqualTo("initial");

        Properties own = new Properties();
        own.setProperty(KEY, "the host's");
        properties().setOverrideProperties(own);
        assertThat(settings().text(LrsSetting.PASSWORD)).isEqualTo("the host's");
    }

    @Test
    void areLeftAloneWhereCamelMayNotReadTheEnvironment() {
        properties().setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);

        assertThat(settings().text(LrsSetting.PASSWORD)).isEmpty();
    }

    @Test
    void oneThatCannotBeReadIsRefused() throws Exception {
        Files.delete(secret);
        Settings settings = settings();

        assertThatThrownBy(() -> settings.text(LrsSetting.PASSWORD))
                .hasMessageContaining("SERAI_LRS_PASSWORD_FILE names %s, which can't be read", secret);
    }

    /** A process of its own has the variable; this one only shows that each context asks its environment. */
    @Test
    void eachContextAsksTheEnvironmentUntilSeraiIsTakenOut() {
        Settings.of(context);
        assertThat(properties().getPropertiesSource(VariableFiles.NAME)).isNotNull();

        Settings.removeFrom(context);
        assertThat(properties().getPropertiesSource(VariableFiles.NAME)).isNull();
    }
}
