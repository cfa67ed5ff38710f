package serai.steps;

import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.testkit.Logged;
import serai.testkit.OneDestination;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code serai.log.routes} hides: names, unless they are asked for, and secrets, always. */
class StepLogMaskTest extends LoggedSteps {

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
    void knowsWhatStandsInThePayloadToo() {
        assertThat(PersonalValues.of(List.of(ZOE))).contains("Grünwald", "Gr\\u00fcnwald", "Gr%C3%BCnwald", "Gr&#252;nwald")
                .doesNotContain("COURSE_COMPLETED", "course7", "praesidium");
    }

    @Test
    void masksAShortValueOnlyWhereItStandsAlone() {
        MaskedValues mask = new MaskedValues(Set.of("al", "14", "anna"));

        assertThat(mask.beginning("Al, also 2014-14 \\nal %20al Joanna-Maria", 100))
                .isEqualTo("***, also 2014-*** \\n*** %20*** Jo***-Maria");
        assertThat(mask.beginning("1234anna", 6)).isEqualTo("1234***");
    }
}
