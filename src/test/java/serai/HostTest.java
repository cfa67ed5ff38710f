package serai;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.component.properties.DefaultPropertiesParser;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Balance;
import serai.journal.JournalReport;
import serai.journal.JournalWriter;
import serai.journal.store.DeliveryStore;
import serai.testkit.EmbeddedSerai;
import serai.testkit.FreePort;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Serai in a context that has routes, beans and properties of its own. */
class HostTest {

    private static final String PASSWORD = "a password of the inn";

    @TempDir
    private Path folder;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private int port;

    @BeforeEach
    void hasARouteOfItsOwn() throws Exception {
        port = FreePort.number();
        VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
        server.setBindHost("127.0.0.1");
        server.setBindPort(port);
        context.addService(new VertxPlatformHttpServer(server));
        context.getRegistry().bind("meters", MeterRegistry.class, meters);
        Map.of("serai.data", folder.resolve("data").toString(), "serai.mct.enabled", "false", "serai.praesidium.password", PASSWORD,
                "serai.lrs.url", "http://127.0.0.1:1/nobody").forEach(context.getPropertiesComponent()::addInitialProperty);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:host").routeId("host").setBody(constant("{{host.word}}"));
            }
        });
        context.getPropertiesComponent().addInitialProperty("host.word", "of the host");
        context.start();
    }

    @AfterEach
    void stops() throws Exception {
        context.close();
    }

    @Test
    void leavesNothingBehindWhenItIsClosed() throws Exception {
        Map<String, Set<String>> before = parts(context);
        Set<String> threads = threads();

        try (Serai serai = Serai.addTo(context)) {
            assertThat(post()).isEqualTo(202);
            await().atMost(30, SECONDS).untilAsserted(() -> assertThat(serai.journal().balances().get("warehouse"))
                    .isEqualTo(new Balance(1, 1, 0, 0, 0)));
            await().atMost(30, SECONDS).until(() -> !meters.getMeters().isEmpty());
        }

        assertThat(parts(context)).isEqualTo(before);
        assertThat(post()).isEqualTo(404);
        assertThat(context.createProducerTemplate().requestBody("direct:host", "", String.class)).isEqualTo("of the host");
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(threads()).isSubsetOf(threads));
    }

    @Test
    void leavesNoThreadBehindWhenTheContextStops() throws Exception {
        Set<String> threads = threads();
        Serai serai = Serai.addTo(context);
        assertThat(post()).isEqualTo(202);
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(serai.journal().balances().get("warehouse"))
                .isEqualTo(new Balance(1, 1, 0, 0, 0)));

        context.close();

        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(threads()).isSubsetOf(threads));
    }

    @Test
    void canBeAddedAgain() throws Exception {
        Serai.addTo(context).close();

        try (Serai serai = Serai.addTo(context)) {
            assertThat(post()).isEqualTo(202);
            assertThat(serai.journal().balances()).containsKey("archive");
        }
    }

    @Test
    void isNotAddedTwice() throws Exception {
        try (Serai serai = Serai.addTo(context)) {
            assertThat(serai.journal()).isNotNull();
            assertThatThrownBy(() -> Serai.addTo(context)).hasMessageStartingWith("this context has Serai already");
            assertThat(post()).isEqualTo(202);
        }
    }

    @Test
    void leavesNothingBehindWhenItCannotBeAdded() throws Exception {
        context.getPropertiesComponent().addInitialProperty("serai.routes", "file:" + folder);
        Map<String, Set<String>> before = parts(context);

        assertThatThrownBy(() -> Serai.addTo(context)).hasMessageContaining("there are no routes at file:" + folder);

        assertThat(parts(context)).isEqualTo(before);
    }

    /** What takes records in, delivers them, settles and closes stays with Serai: a host would break its promises by it. */
    @Test
    void handsOutOfItsJournalAReportAndNothingMore() throws Exception {
        try (Serai serai = Serai.addTo(context)) {
            Map<String, Object> handedOut = new TreeMap<>(context.getRegistry().findByTypeWithName(Object.class));
            handedOut.put("Serai.journal()", serai.journal());
            context.getComponentNames().forEach(name -> handedOut.put(name + ":", context.hasComponent(name)));

            assertThat(handedOut).allSatisfy((name, one) -> {
                assertThat(one).isNotInstanceOfAny(JournalWriter.class, DeliveryStore.class);
                assertThat(one.getClass().getMethods()).as(name).noneMatch(method -> isOfTheJournal(method.getReturnType()));
            });
            assertThat(context.getRegistry().findSingleByType(JournalReport.class)).isSameAs(serai.journal());
            assertThat(context.resolveLanguage("simple").createExpression("${bean:seraiJournal?method=identity}")
                    .evaluate(new DefaultExchange(context), String.class)).isEqualTo(serai.journal().identity());
        }
    }

    private static boolean isOfTheJournal(Class<?> type) {
        return JournalWriter.class.isAssignableFrom(type) || DeliveryStore.class.isAssignableFrom(type);
    }

    @Test
    void takesNoBeanFromItsHost() {
        context.getRegistry().bind("filtered", "something of the host's");

        assertThatThrownBy(() -> Serai.addTo(context)).hasMessage(
                "the context has a bean named 'filtered', which is the name of one of Serai's; give yours another name");

        assertThat(context.getRegistry().lookupByName("filtered")).isEqualTo("something of the host's");
    }

    @Test
    void readsWhatAHostsOwnParserKnowsBeforeItsDefaults() throws Exception {
        ((PropertiesComponent) context.getPropertiesComponent()).setPropertiesParser(new DefaultPropertiesParser() {
            @Override
            public String customLookup(String key) { // as Spring Boot's
                return key.equals("serai.praesidium.path") ? "/events" : null;
            }
        });

        try (Serai serai = Serai.addTo(context)) {
            assertThat(serai.journal()).isNotNull();
            assertThat(post("/events")).isEqualTo(202);
            assertThat(post()).isEqualTo(404);
        }
    }

    @Test
    void takesEventsInFromTheEndpointThatItsHostNames() throws Exception {
        context.getPropertiesComponent().addInitialProperty("serai.praesidium.consumer", "direct:of-the-host");

        try (Serai serai = Serai.addTo(context); ProducerTemplate host = context.createProducerTemplate()) {
            assertThat(answer(host, "").getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(401);
            Message accepted = answer(host, EmbeddedSerai.basic("praesidium", PASSWORD));
            assertThat(accepted.getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(202);
            assertThat(accepted.getHeaders()).doesNotContainKey("Authorization");
            assertThat(serai.journal().balances().get("archive").routed()).isEqualTo(1);
            assertThat(post()).as("at the host's server").isEqualTo(404);
        }
        assertThat(context.getRegistry().lookupByName("praesidiumAuthentication")).isNull();
    }

    private static Message answer(ProducerTemplate host, String authorization) {
        return host.request("direct:of-the-host", request -> {
            request.getMessage().setHeader("Authorization", authorization);
            request.getMessage().setHeader("Content-Type", "application/json");
            request.getMessage().setBody(EmbeddedSerai.resource("praesidium-course-completed.as-published.json"));
        }).getMessage();
    }

    private int post() throws Exception {
        return post("/praesidium/events");
    }

    private int post(String path) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json").header("Authorization", EmbeddedSerai.basic("praesidium", PASSWORD))
                .POST(HttpRequest.BodyPublishers.ofString(
                        EmbeddedSerai.resource("praesidium-course-completed.as-published.json")))
                .build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private Map<String, Set<String>> parts(CamelContext of) {
        Model model = of.getCamelContextExtension().getContextPlugin(Model.class);
        Map<String, Set<String>> parts = new TreeMap<>();
        parts.put("routes", of.getRoutes().stream().map(route -> route.getId()).collect(Collectors.toSet()));
        parts.put("definitions", names(model.getRouteDefinitions()));
        parts.put("configurations", names(model.getRouteConfigurationDefinitions()));
        parts.put("beans", of.getRegistry().findByTypeWithName(Object.class).keySet().stream()
                .filter(name -> !name.equals("platform-http-engine")).collect(Collectors.toSet())); // Camel keeps it by itself
        parts.put("shapes", names(model.getCustomBeans()));
        parts.put("checks", HealthCheckRegistry.get(of).stream().map(HealthCheck::getId).collect(Collectors.toSet()));
        parts.put("meters", meters.getMeters().stream().map(Meter::getId).map(Meter.Id::getName).collect(Collectors.toSet()));
        parts.put("models", names(model.getModelLifecycleStrategies()));
        parts.put("interceptors", names(of.getCamelContextExtension().getInterceptStrategies()));
        parts.put("policies", names(of.getRoutePolicyFactories()));
        parts.put("lifecycles", names(of.getLifecycleStrategies()));
        parts.put("notifiers", names(of.getManagementStrategy().getEventNotifiers()));
        parts.put("sources", names(of.getPropertiesComponent().getPropertiesSources()));
        parts.put("parser", Set.of(((PropertiesComponent) of.getPropertiesComponent()).getPropertiesParser().getClass().getName()));
        parts.put("services", of.getCamelContextExtension().getServices().stream().map(one -> one.getClass().getName())
                .filter(name -> name.startsWith("serai.")).collect(Collectors.toSet()));
        parts.put("endpoints", of.getEndpoints().stream().map(one -> one.getEndpointUri()).collect(Collectors.toSet()));
        return parts;
    }

    private static Set<String> names(Iterable<?> parts) {
        Set<String> names = new TreeSet<>();
        parts.forEach(part -> names.add(part.getClass().getName() + " " + System.identityHashCode(part)));
        return names;
    }

    /** Names of threads but for those of libraries that are one for the whole of a process, or end when they are idle. */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> !name
                        .matches("(awaitility|ForkJoinPool|Common-Cleaner|HttpClient|process reaper|vert\\.x|Camel \\().*"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
