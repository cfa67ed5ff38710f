package serai.rehearsal;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import serai.journal.Appended;
import serai.journal.RecordState;
import serai.model.Platform;
import serai.rehearsal.IntakeResult.Outcome;
import serai.rehearsal.outside.TakenStep;
import serai.testkit.Golden;
import serai.testkit.Rehearsals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The shipped routes, rehearsed: what they take in, and what they need for it. */
class RehearsalTest extends RehearsedRoutes {

    static List<String> events() {
        return Golden.names("events");
    }

    @ParameterizedTest
    @MethodSource("events")
    void takesInWhatThePlatformsDocument(String name) throws Exception {
        try (Rehearsal rehearsal = Rehearsals.of(SHIPPED)) {
            GivenEvent event = GivenEvent.in(Golden.read("events/" + name + ".json")).get(0);

            IntakeResult result = rehearsal.takeIn(event.platform(), event.payload().bytes());

            assertThat(result.outcome()).isEqualTo(Outcome.ROUTED);
            assertThat(result.destinations()).containsExactly("archive", "lrs", "warehouse");
            assertThat(result.status()).isEqualTo(event.platform() == Platform.PRAESIDIUM ? 202 : 0);
            assertThat(result.steps()).extracting(TakenStep::id).contains("known-types");
        }
    }

    /** Those that sign in, or that no endpoint of a rehearsal needs. */
    private static final Set<String> NOT_NEEDED = Set.of("earlierSignIns", "praesidiumTooLong");

    @Test
    void hasEachBeanThatRoutesMayName() throws IOException {
        String rehearsed = Files.readString(Path.of("src/main/java/serai/rehearsal/StandInBeans.java"))
                + Files.readString(Path.of("src/main/java/serai/rehearsal/IsolatedRoutes.java"));

        assertThat(Pattern.compile("\\.bind\\(\"(\\w+)\"").matcher(Files.readString(Path.of("src/main/java/serai/RouteBeans.java")))
                .results().map(bound -> bound.group(1)).filter(name -> !NOT_NEEDED.contains(name))).isNotEmpty()
                .allSatisfy(name -> assertThat(rehearsed).contains("bind(\"" + name + "\""));
    }

    @Test
    void loadsOnlyTheDestinationsThatAreChosen(@TempDir Path routes) throws Exception {
        copy(routes);
        Files.writeString(routes.resolve("destination-hr.camel.yaml"), """
                - route:
                    id: destination-hr
                    routeConfigurationId: delivery
                    from:
                      uri: journal:hr
                      steps:
                        - to:
                            uri: "http:{{hr.url.that.is.not.set}}"
                """);
        CamelContext context = new DefaultCamelContext();
        context.getPropertiesComponent().addInitialProperty("serai.routes", "file:" + routes);

        try (Rehearsal rehearsal = Rehearsal.of(context, Rehearsals.NOW, new RouteChoice(List.of(), Set.of("lrs")))) {
            assertThat(rehearsal.destinations()).containsExactly("lrs");
        }
        assertThatThrownBy(() -> Rehearsals.of(routes)).hasStackTraceContaining("hr.url.that.is.not.set");
    }

    @Test
    void tellsThePublisherWhatIsWrong() throws Exception {
        try (Rehearsal rehearsal = Rehearsals.of(SHIPPED)) {
            IntakeResult result = rehearsal.takeIn(Platform.PRAESIDIUM, bytes("{\"event_type\": \"COURSE_COMPLETED\"}"));

            assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(result.status()).isEqualTo(400);
            assertThat(result.answer()).contains("\"pointer\":\"/version\"");
            assertThat(result.record()).isNull();
            assertThat(rehearsal.takeIn(Platform.MCT, bytes("no JSON")).isGivenBack()).isTrue();
        }
    }

    @Test
    void knowsWhatIsUnroutedFilteredAndUnkept(@TempDir Path folder) throws Exception {
        copy(folder);
        Path router = folder.resolve("router.camel.yaml");
        Files.writeString(router, Files.readString(router).replaceFirst("(?s) +otherwise:.*", ""));
        byte[] unknown = bytes("{\"EventType\": \"BADGE\", \"MessageBody\": {}}");
        byte[] login = Golden.read("events/mct-login.json");

        try (Rehearsal shipped = Rehearsals.of(SHIPPED, "serai.mct.events.login", "false");
                Rehearsal edited = Rehearsals.of(folder)) {
            assertThat(shipped.takeIn(Platform.MCT, unknown).outcome()).isEqualTo(Outcome.UNROUTED);
            assertThat(shipped.takeIn(Platform.MCT, login).outcome()).isEqualTo(Outcome.FILTERED);
            assertThat(edited.takeIn(Platform.MCT, unknown).outcome()).isEqualTo(Outcome.UNKEPT);
        }
    }

    @Test
    void knowsDuplicatesAndRedraws() throws Exception {
        try (Rehearsal rehearsal = Rehearsals.of(SHIPPED)) {
            completion("mct-course-completion", rehearsal);
            GivenEvent redrawn = GivenEvent.of(Golden.read("events/mct-course-start-redraw-1.json"));

            IntakeResult first = rehearsal.takeIn(Platform.MCT, redrawn.payload().bytes());
            IntakeResult again = rehearsal.takeIn(Platform.MCT, redrawn.payload().bytes());
            DeliveryResult lrs = rehearsal.deliver("lrs", List.of(first.record()));

            assertThat(again.appended()).isEqualTo(Appended.DUPLICATE);
            assertThat(lrs.attempts().get(0).isLeftOut()).isTrue();
            assertThat(lrs.attempts().get(0).steps()).extracting(TakenStep::id).contains("no-redraws");
            assertThat(lrs.states()).containsExactly(RecordState.DELIVERED);
        }
    }

    @Test
    void findsTheEventsInAFile() {
        String event = "{\"EventType\": \"LOGIN\",\n \"MessageBody\": {},}";

        assertThat(GivenEvent.in(bytes(event))).hasSize(1);
        assertThat(GivenEvent.in(bytes("[" + event + ", {\"event_type\": \"X\"}]"))).extracting(GivenEvent::platform)
                .containsExactly(Platform.MCT, Platform.PRAESIDIUM);
        assertThat(GivenEvent.in(bytes(IntStream.range(0, 3).mapToObj(i -> "{\"EventType\": \"LOGIN\"}")
                .collect(Collectors.joining("\n", "", "\nbroken\n"))))).hasSize(4);
    }
}
