package serai.console.routes;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serai.console.flow.FlowReader.Running;
import serai.console.flow.FlowSnapshot;
import serai.console.flow.FlowSnapshot.Store;

import java.time.Clock;
import java.util.List;
import java.util.Map;
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
        all.setProperty("my.host.of.vault", "{{vault:host}}.example.org");
        all.setProperty("my.circle", "{{my.circle}}");
        context.getPropertiesComponent().addPropertiesFunction(new PropertiesFunction() {
            @Override
            public String getName() {
                return "vault";
            }

            @Override
            public String apply(String name) {
                return "of-the-vault-" + name;
            }
        });
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
        assertThat(settings.in("{{vault:lrs}} {{env:HOME}} {{not.set}} {{my.circle}}"))
                .isEqualTo("{{vault:lrs}} {{env:HOME}} {{not.set}} {{my.circle}}");
        assertThat(settings.in("{{my.host.of.vault}}")).isEqualTo("{{vault:host}}.example.org");
        assertThat(settings.in("{{not.set:lrs}}")).isEqualTo("lrs");
    }

    @Test
    void masksASecretThatIsWrittenIntoTheRoute() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("timer:x?period=5&repeatCount=1").routeId("one")
                        .setHeader("Authorization", constant("Bearer plain-1"))
                        .setHeader("X-Api-Key", simple("plain-2\nplain-3 ${body}"))
                        .setHeader("Content-Type", constant("application/json"))
                        .setHeader("api-token", simple("{{my.api-key}}"))
                        .setProperty("password", constant("plain-4"))
                        .log(SECRET)
                        .choice().when(simple("${body} == '%s'".formatted(SECRET)))
                        .to("mock:plain?password=plain-5&name=x1").otherwise().to("mock:user:plain-6@example.org")
                        .to("mock:other?code=plain-7&x=x2");
            }
        });
        context.start();
        RouteReader routes = new RouteReader(context, new RouteFailures(Clock.systemUTC()),
                () -> new Running(Map.of(), Map.of(), null, ""));

        String yaml = routes.yaml("one");

        assertThat(yaml).contains("period: 5", "application/json", "x1", "x2", "id: one", "{{my.api-key}}");
        String steps = routes.find("one", new FlowSnapshot(List.of(), null, new Store(0, 0, 0, null), List.of(), null, ""))
                .orElseThrow().begin().toString();
        assertThat(steps).contains("what=timer:x,", "what=Authorization,", "what=mock:other,", "kind=otherwise");
        assertThat(yaml + steps).doesNotContainPattern("plain-\\d").doesNotContain(SECRET, "key-4711");
    }
}
