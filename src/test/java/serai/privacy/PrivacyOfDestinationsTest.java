package serai.privacy;

import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.journal.operations.DeadLetterFilter;
import serai.journal.operations.JournalOperations;
import serai.model.LearningRecord;
import serai.testkit.OneDestination;
import serai.testkit.Records;
import serai.testkit.journal.MarkedPerson;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A destination's route gets what it may carry, whatever its steps make of it; the journal keeps everything. */
class PrivacyOfDestinationsTest {

    private static final String KEY = "0123456789abcdef0123456789abcdef";

    private static final List<String> FORMATS = List.of("json:lines", "csv:rows", "csv:spreadsheet", "sql:rows", "xapi:statement",
            "caliper:envelope", "cloudevents:batch");

    @TempDir
    private Path folder;
    private OneDestination serai;

    @AfterEach
    void stop() {
        serai.close();
    }

    private OneDestination hr(String parameters, String steps) throws Exception {
        serai = new OneDestination("hr", folder);
        return serai.withRoute("destination-hr.camel.yaml", """
                - route:
                    id: destination-hr
                    description: A user's own
                    routeConfigurationId: delivery
                    from:
                      uri: journal:hr
                      parameters:
                        batchSize: "100"
                """ + parameters.indent(8) + """
                      steps:
                """ + steps.indent(8));
    }

    private static String translatedBy(String type) {
        return """
                - transformDataType:
                    toType: %s
                - to:
                    uri: mock:out
                """.formatted(type);
    }

    private List<String> sent() {
        return serai.context().getEndpoint("mock:out", MockEndpoint.class).getExchanges().stream()
                .map(exchange -> exchange.getMessage().getBody(String.class)).toList();
    }

    @Test
    void everyFormatCarriesAPseudonymInPlaceOfThePerson() throws Exception {
        LearningRecord record = MarkedPerson.completion();
        String steps = FORMATS.stream().map(type -> """
                - setBody:
                    expression:
                      simple:
                        expression: "${exchangeProperty.records}"
                """ + translatedBy(type)).collect(Collectors.joining("", """
                        - setProperty:
                            name: records
                            expression:
                              simple:
                                expression: "${body}"
                        """, ""));
        hr("privacy: pseudonym\nkeep: externalId\n", steps).with("serai.privacy.key", KEY)
                .with("serai.xapi.learner.details", "true").holding(record).start();
        serai.untilDelivered(1);

        String pseudonym = new KeyedHash(KEY).pseudonym(record.platform(), record.learner().id());
        assertThat(sent()).hasSameSizeAs(FORMATS).allSatisfy(text -> {
            // Caliper and CloudEvents know learners by their platform's id only
            assertThat(MarkedPerson.in(text)).isIn("externalId", "");
            assertThat(text).contains(pseudonym).doesNotContain(record.id().toString());
        });
    }

    @Test
    void aTemplateAndASplitGetNothingElseAndTheJournalKeepsEverything() throws Exception {
        hr("", """
                - split:
                    expression:
                      simple:
                        expression: "${body}"
                    steps:
                      - setBody:
                          expression:
                            simple:
                              expression: "${body.learner.id} ${body.learner.contact} ${body.learner.refs} ${body.raw}"
                      - to:
                          uri: mock:out
                """).with("serai.privacy.default", "none").with("serai.privacy.key", KEY).holding(MarkedPerson.completion())
                .start();
        serai.untilDelivered(1);

        assertThat(sent()).containsExactly("anonymous  {} ");
        assertThat(serai.journalRows("SELECT hex(body) FROM record_batch")).singleElement().asString()
                .contains(hex("conqzx85"), hex("rawqzx88"));
    }

    private static String hex(String text) {
        StringBuilder hex = new StringBuilder();
        text.chars().forEach(character -> hex.append("%02X".formatted(character)));
        return hex.toString();
    }

    /** The route tells a copy's id, and the journal finds the record. */
    @Test
    void aRecordThatCanNotBeTranslatedIsFoundByItsCopy() throws Exception {
        LearningRecord anna = Records.completion("anna");
        LearningRecord unknown =
                new LearningRecord(1, new UUID(1, 2), "mct", anna.platform(), "COURSE_DELETED", "COURSE_DELETED", null,
                        null, anna.receivedAt(), null, null, null, Set.of(), anna.raw());
        hr("privacy: pseudonym\n", translatedBy("csv:rows")).with("serai.privacy.key", KEY)
                .holding(anna, unknown, Records.completion("ben")).start();
        serai.untilBalance(3, 2, 0, 1);

        try (JournalOperations operations = serai.operations()) {
            List<String> dead = new ArrayList<>();
            operations.deadLetters().each(DeadLetterFilter.ALL, letter -> dead.add(letter.id().toString()));
            assertThat(dead).containsExactly("hr-2");
        }
    }

    @Test
    void whatARouteLeavesOutIsCountedByTheRecordsOwnIds() throws Exception {
        hr("privacy: none\n", """
                - filter:
                    expression:
                      simple:
                        expression: "${header.type} == 'LOGGED_IN'"
                    steps:
                      - to:
                          uri: mock:out
                """).with("serai.privacy.key", KEY).holding(Records.completion("anna"), Records.login("ben")).start();
        serai.untilDelivered(2);

        assertThat(serai.journal().destinations()).singleElement().satisfies(report -> assertThat(report.leftOut()).isEqualTo(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            privacy: pseudonym                    | journal:hr: privacy=pseudonym needs a key; set serai.privacy.key
            privacy: hidden                       | 9:18: privacy can't be set: must be plain, pseudonym or none
            drop: ref6                            | 9:15: drop can't be set: a learner has no field ref6; there are externalId,
            keep: clientExternalId                | 9:15: keep can't be set: a learner has no field clientExternalId;
            'privacy: plain\\nkeep: contact'      | journal:hr: keep has no effect with privacy=plain
            'keep: contact\\ndrop: ref3,contact'  | journal:hr: keep and drop both name contact
            """)
    void wordsThatAreNoneAreRefusedAtTheStart(String parameters, String message) throws Exception {
        hr(parameters.replace("\\n", "\n"), translatedBy("json:lines"));

        assertThatThrownBy(() -> serai.start()).hasStackTraceContaining(message);
    }
}
