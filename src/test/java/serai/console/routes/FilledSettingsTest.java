package serai.console.routes;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.Properties;

import static org.assertj.core.api.Assertions.assertThat;

/** Whether a route is shown with its settings, and with no secret, wherever it stands. */
class FilledSettingsTest {

    private static final String SECRET = "hunter2-of-the-lrs";

    private CamelContext context;
    private FilledSettings settings;

    @BeforeEach
    void begin() {
        context = new DefaultCamelContext();
        Properties all = new Properties();
        all.setProperty("serai.lrs.password", SECRET);
        all.setProperty("my.host", "lrs.example.org");
        all.setProperty("my.api-key", "key-4711");
        context.getPropertiesComponent().setInitialProperties(all);
        settings = new FilledSettings(context);
    }

    @AfterEach
    void end() throws Exception {
        context.close();
    }

    @Test
    void fillsSettingsInAndLeavesSecretsNamed() {
        assertThat(settings.in("https://{{my.host}}/x?p={{serai.lrs.password}}&k={{my.api-key}}")).contains("lrs.example.org")
                .doesNotContain(SECRET, "key-4711");
        assertThat(settings.in("{{secret:lrs}} {{azure:x}} {{env:HOME}} {{not.set}}"))
                .isEqualTo("{{secret:lrs}} {{azure:x}} {{env:HOME}} {{not.set}}");
        assertThat(settings.in("{{not.set:lrs}}")).isEqualTo("lrs");
    }

    @Test
    void masksASecretThatIsWrittenIntoTheRoute() {
        String yaml = settings.inYaml("""
                - route:
                    id: one
                    from:
                      uri: timer:x
                      parameters:
                        password: plain-1
                        period: 5
                    steps:
                      - setHeader:
                          name: Authorization
                          expression:
                            constant:
                              expression: Bearer plain-2
                      - setHeader:
                          name: Content-Type
                          expression:
                            constant:
                              expression: application/json
                      - to:
                          uri: https://user:plain-3@example.org/?sig=plain-4&x=1
                      - log:
                          message: %s
                """.formatted(SECRET));
        assertThat(yaml).contains("password: ***", "period: 5", "application/json", "x=1", "id: one")
                .doesNotContain("plain-", SECRET);
    }
}
