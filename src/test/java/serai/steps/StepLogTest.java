package serai.steps;

import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.model.Activity;
import serai.model.ContactType;
import serai.model.EventType;
import serai.model.Identity;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.model.Payload;
import serai.model.Platform;
import serai.testkit.Logged;
import serai.testkit.OneDestination;
import serai.testkit.Records;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What {@code serai.log.routes} shows of a route: everything that its author needs, and nobody's name unless asked for. */
class StepLogTest {

    private static final LearningRecord ZOE = zoe();

    @TempDir
    private Path folder;

    private static LearningRecord zoe() {
        Learner learner = new Learner("lrn-77é", "EXT-0042", "Zoë \"Q\"", "O'Brien <& Söhne>", "zoe+x@example.org",
                ContactType.EMAIL, Map.of("ref3", "Ward 7; \"night\""));
        LearningRecord completion = Records.completion("zoe");
        return new LearningRecord(1, Identity.of("praesidium", EventType.COURSE_COMPLETED.name(), learner.id(), "2475", "t"),
                "praesidium", Platform.PRAESIDIUM, EventType.COURSE_COMPLETED.name(), "COURSE_COMPLETED", completion.occurredAt(),
                completion.occurredAsSent(), Records.RECEIVED, learner, Activity.of(Activity.Type.COURSE, "2475", "course7"),
                completion.result(), Set.of(),
                Payload.of("{\"department\": \"Gr\u00fcnwald\", \"type\": \"x\"}".getBytes(StandardCharsets.UTF_8)));
    }

    /** What is logged of a record's way through these steps. */
    private List<String> logged(Map<String, String> settings, String steps, Object... beans) throws Exception {
        try (Logged log = new Logged(); OneDestination serai = new OneDestination("hr", folder).withSteps(steps)) {
            serai.with("serai.log.detail", "all"); // what is masked or left out there, is so in shorter lines
            settings.forEach(serai::with);
            serai.start(beans);
            serai.append(ZOE);
            serai.untilDelivered(1);
            serai.stop();
            return log.lines().filter(line -> line.contains("serai.steps.")).toList();
        }
    }

    @Test
    void showsEachStepOfARouteWithItsPlaceItsHeadersAndItsBody() throws Exception {
        List<String> lines = logged(Map.of("serai.log.routes", "hr"), """
                - filter:
                    id: completions
                    expression:
                      simple:
                        expression: "${header.type} == 'COURSE_COMPLETED'"
                    steps:
                      - setHeader:
                          id: version
                          name: X-Version
                          expression:
                            constant:
                              expression: "7"
                - setBody:
                    id: course
                    expression:
                      simple:
                        expression: "${body[0].activity.name}"
                - process:
                    id: take
                    ref: take
                """, "take", (Processor) exchange -> {});

        assertThat(lines).hasSize(6).allMatch(line -> line.matches("INFO serai\\.steps\\.destination-hr - \\S+ \\+\\d+ ms .*"));
        assertThat(lines.get(0)).contains("destination-hr begins", "type=COURSE_COMPLETED", "1 record [{", "\"name\":\"course7\"");
        assertThat(lines.get(1)).containsPattern("filter completions \\(\\S*routes/destination-hr\\.camel\\.yaml:8\\)");
        assertThat(lines.get(2)).containsPattern("setHeader version \\(\\S+:14\\)").doesNotContain("X-Version");
        assertThat(lines.get(3)).containsPattern("setBody course \\(\\S+:20\\)").contains("X-Version=7");
        assertThat(lines.get(4)).contains("process take").endsWith("body course7");
        assertThat(lines.get(5)).contains("destination-hr ends").endsWith("body course7");
    }

    @Test
    void showsWhatHasChangedSinceTheLineBeforeUnlessAllIsAskedFor() throws Exception {
        List<String> lines = logged(Map.of("serai.log.routes", "hr", "serai.log.detail", "changes"), """
                - process:
                    id: look
                    ref: take
                - setHeader:
                    id: version
                    name: X-Version
                    expression:
                      constant:
                        expression: "7"
                - setHeader:
                    id: camels
                    name: CamelOfItsOwn
                    expression:
                      constant:
                        expression: "8"
                - removeHeader:
                    id: gone
                    name: X-Version
                - setBody:
                    id: course
                    expression:
                      simple:
                        expression: "${body[0].activity.name}"
                """, "take", (Processor) exchange -> {});

        List<String> told = lines.stream().map(line -> line.replaceFirst("^INFO serai.steps.destination-hr - #\\d+ \\+\\d+ ms ", "")
                .replaceAll(" \\(\\S*routes/destination-hr", " (")).toList();
        assertThat(told.get(0)).startsWith("destination-hr begins: ").contains("type=COURSE_COMPLETED, body 1 record [{\"schema")
                .matches(line -> line.length() < 900, "can be read").doesNotContain("zoe");
        assertThat(told.subList(1, 7)).containsExactly("process look (.camel.yaml:8)", "setHeader version (.camel.yaml:11)",
                "setHeader camels (.camel.yaml:17): X-Version=7", "removeHeader gone (.camel.yaml:23)",
                "setBody course (.camel.yaml:26): without X-Version", "destination-hr ends: body course7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json:lines", "csv:rows", "sql:rows", "xapi:statement", "caliper:envelope", "cloudevents:batch",
            "<a n=\"${body[0].learner.firstName}\">${body[0].learner.lastName}</a>", "${body[0].learner.firstName.toUpperCase()}",
            "${body[0].learner.firstName}${body[0].learner.lastName}${body[0].learner.contact}",
            "to=${bean:spelled?method=web(${body[0].learner.contact})}",
            "${bean:spelled?method=ascii(${body[0].learner.firstName})}",
            "${body[0].learner.refs}"})
    void showsNobodysNameInWhateverFormat(String format) throws Exception {
        String step = format.contains("$") ? """
                - setBody:
                    expression:
                      simple:
                        expression: '%s'
                """.formatted(format.replace("'", "''")) : """
                - transformDataType:
                    toType: %s
                """.formatted(format);
        List<String> lines = logged(Map.of("serai.log.routes", "hr", "serai.xapi.learner.name", "true",
                "serai.xapi.learner.details", "true", "serai.xapi.actor", "mbox"),
                step + "- setHeader:\n    name: who\n    expression:\n      simple:\n        expression: \"${body}\"\n", "spelled",
                new Spelled());

        assertThat(lines).isNotEmpty();
        for (String line : lines) {
            assertThat(line).doesNotContainIgnoringCase("zo\u00eb").doesNotContainIgnoringCase("zo\\u00eb").doesNotContain("zoe+x",
                    "zoe%2Bx", "Brien", "BRIEN", "S\u00f6hne", "EXT-0042", "lrn-77", "Ward 7", "night", "Gr\u00fcnwald");
        }
        assertThat(lines.get(lines.size() - 1)).contains("***", "who=");
    }

    /** What a user's bean may do with a value. */
    public static final class Spelled {

        public String web(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }

        public String ascii(String text) {
            return text.replace("\u00eb", "\\u00eb");
        }
    }

    @Test
    void showsPersonalDataIfThatIsAskedForAndWarns() throws Exception {
        try (Logged log = new Logged();
                OneDestination serai = new OneDestination("hr", folder)
                        .withSteps("- transformDataType:\n    toType: json:lines\n- process:\n    ref: take\n")) {
            serai.with("serai.log.detail", "all").with("serai.log.routes", "destination-hr").with("serai.log.personal", "true")
                    .start("take",
                            (Processor) exchange -> {});
            serai.append(ZOE);
            serai.untilDelivered(1);

            assertThat(log.lines()).anyMatch(line -> line.startsWith("WARN serai.steps.StepLog - The log shows the personal data"));
            assertThat(log.lines()).anyMatch(line -> line.contains("process ref:take") && line.contains("zoe+x@example.org"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void neverShowsASecret(String personal) throws Exception {
        List<String> lines = logged(Map.of("serai.log.routes", "hr", "serai.log.personal", personal,
                "serai.destination.hr.api-key", "k3y-of-hr", "serai.lrs.username", "serai", "serai.lrs.password",
                "lrs-pa55word"), """
                - setHeader:
                    name: Authorization
                    expression:
                      constant:
                        expression: Basic c2VyYWk6c2VjcmV0
                - setHeader:
                    name: X-Hr
                    expression:
                      simple:
                        expression: "{{serai.destination.hr.api-key}}"
                - setHeader:
                    name: CamelHttpQuery
                    expression:
                      constant:
                        expression: "a=b&access_token=t0ken"
                - setBody:
                    expression:
                      simple:
                        expression: "login {{serai.lrs.password}} {{serai.destination.hr.api-key}}"
                - process:
                    ref: take
                """, "take", (Processor) exchange -> {});

        assertThat(lines).isNotEmpty().noneMatch(line -> line.contains("c2VyYWk6c2VjcmV0") || line.contains("k3y-of-hr")
                || line.contains("t0ken") || line.contains("lrs-pa55word"));
        assertThat(lines.get(lines.size() - 1)).contains("Authorization=***", "X-Hr=***", "a=b&access_token=***", "login *** ***");
    }

    @Test
    void cutsABodyAndKeepsALineOneLine() throws Exception {
        List<String> lines = logged(Map.of("serai.log.routes", "hr", "serai.log.body.max.bytes", "20"), """
                - setBody:
                    expression:
                      constant:
                        expression: "€1\\n2026-11-29T00:00:00Z INFO forged\\u202e line of a log"
                - process:
                    ref: take
                """, "take", (Processor) exchange -> {});

        assertThat(lines.get(lines.size() - 1)).endsWith("body €1\\u000a2026-11-29T00:0… (of 50 characters)");
    }

    @Test
    void readsNoStreamAndShowsNothingThatAnotherSystemHasAnswered() throws Exception {
        try (Logged log = new Logged(); OneDestination serai = new OneDestination("hr", folder).withRoute("segment.camel.yaml", """
                - route:
                    id: segment
                    description: A user's own
                    errorHandler:
                      noErrorHandler: {}
                    from:
                      uri: direct:COURSE_COMPLETED
                      steps:
                        - setBody:
                            expression:
                              constant:
                                expression: of somebody else
                """).withSteps("""
                - process:
                    ref: stream
                - process:
                    ref: take
                - toD:
                    uri: "direct:${header.type}"
                - process:
                    ref: take
                - setBody:
                    expression:
                      simple:
                        expression: "${exchangeProperty.kept}"
                """).with("serai.log.routes", "hr").start("stream", (Processor) exchange -> {
            exchange.setProperty("kept", exchange.getMessage().getBody());
            exchange.getMessage().setBody(new ByteArrayInputStream(new byte[]{'x'}));
        }, "take", (Processor) exchange -> {
            if (exchange.getMessage().getBody() instanceof InputStream stream) {
                assertThat(stream.read()).isEqualTo('x');
                exchange.getMessage().setBody("own");
            }
        })) {
            serai.append(ZOE);
            serai.untilDelivered(1);
            serai.stop();

            List<String> lines = log.lines().filter(line -> line.contains("serai.steps.")).toList();
            assertThat(lines).anyMatch(line -> line.contains("process ref:take") && line.endsWith(", not read)"))
                    .anyMatch(line -> line.contains("toD") && line.endsWith("body own"))
                    .noneMatch(line -> line.contains("of somebody else"))
                    .anyMatch(line -> line.endsWith("given by another system: not shown, as it may tell of people)"));
            assertThat(lines.get(lines.size() - 1)).contains("ends", "1 record [{");
        }
    }

    @Test
    void tellsWhichStepHasFailedAndWhatTheErrorHandlingDoesThen() throws Exception {
        try (Logged log = new Logged();
                OneDestination serai = new OneDestination("hr", folder)
                        .withSteps("- process:\n    id: take\n    ref: take\n").with("serai.log.routes", "hr")
                        .start("take", (Processor) exchange -> {
                            throw new ConnectException("of zoe+x@example.org");
                        })) {
            serai.append(ZOE);
            await().atMost(Duration.ofSeconds(30)).until(() -> log.lines().anyMatch(line -> line.contains("ends, and has failed")));

            List<String> lines = log.lines().filter(line -> line.contains("serai.steps.")).toList();
            assertThat(lines).anyMatch(line -> line.matches(".* process take \\(\\S+:8\\) has failed: ConnectException"))
                    .anyMatch(line -> line.contains("setProperty") && line.contains("errors-delivery.camel.yaml:"))
                    .noneMatch(line -> line.contains("zoe+x"));
        }
    }

    @Test
    void leavesOtherRoutesAsTheyAre() throws Exception {
        assertThat(logged(Map.of(), "- process:\n    ref: take\n", "take", (Processor) exchange -> {
            StackTraceElement[] stack = new Throwable().getStackTrace();
            assertThat(stack).noneMatch(frame -> frame.getClassName().startsWith("serai.steps.StepLog$"));
        })).isEmpty();
    }

    @Test
    void refusesARouteThatDoesNotExist() throws Exception {
        assertThatThrownBy(() -> logged(Map.of("serai.log.routes", "hrr"), "- process:\n    ref: take\n", "take",
                (Processor) exchange -> {})).hasMessageContaining("serai.log.routes: there is no route 'hrr'; there are hr");
    }

    @Test
    void knowsWhatStandsInThePayloadToo() {
        assertThat(PersonalValues.of(List.of(ZOE))).contains("Grünwald", "Gr\\u00fcnwald", "Gr%C3%BCnwald", "Gr&#252;nwald")
                .doesNotContain("COURSE_COMPLETED", "course7", "praesidium");
    }

    @Test
    void masksAShortValueOnlyWhereItStandsAlone() {
        ValueMask mask = new ValueMask(Set.of("al", "14", "anna"));

        assertThat(mask.beginning("Al, also 2014-14 \\nal %20al Joanna-Maria", 100))
                .isEqualTo("***, also 2014-*** \\n*** %20*** Jo***-Maria");
        assertThat(mask.beginning("1234anna", 6)).isEqualTo("1234***");
    }
}
