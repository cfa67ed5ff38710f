package serai.formats.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.InputSource;
import serai.formats.UntranslatableRecordException;
import serai.model.Activity;
import serai.model.Learner;
import serai.model.LearningRecord;
import serai.testkit.Records;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What learners and course authors write stays what it is: a value inside of the document. */
class HostileRecordsTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Path SHIPPED = Path.of("docs/destinations");

    @TempDir
    private Path folder;
    private TemplateRun run;

    @BeforeEach
    void open() {
        run = new TemplateRun(folder);
    }

    @AfterEach
    void close() {
        run.close();
    }

    static Stream<String> texts() {
        return Stream.of("\"", "\\", "\\\"", "\",\"admin\":true,\"x\":\"", "'", "`", "{{learner.id}}", "{{{id}}}", "{{=<% %>=}}",
                "{{> /etc/passwd}}", "${body}", "$eval('1+1')", "local-date(.x)", "</course><admin/>", "<![CDATA[", "]]>", "<!--",
                "&amp;", "&lt;", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>&e;", "\n", "\r\n", "\t", "a\u0000b",
                "\u0001\u001F\u007F\u0085", "\u2028\u2029", "\uFFFE\uFFFF", "half \uD83D pair", "\uD83D\uDE00", "\u202Eabc",
                "%s%n", "a".repeat(200_000));
    }

    private static LearningRecord with(String text) {
        LearningRecord plain = Records.completion("anna");
        return new LearningRecord(plain.schemaVersion(), plain.id(), plain.source(), plain.platform(), plain.type(),
                plain.platformType(), plain.occurredAt(), plain.occurredAsSent(), plain.receivedAt(),
                new Learner(text, null, text, text, null, null, Map.of()), Activity.of(Activity.Type.COURSE, text, text),
                plain.result(), plain.marks(), plain.raw());
    }

    @ParameterizedTest
    @MethodSource("texts")
    void areTextsInJson(String text) throws Exception {
        for (String file : new String[]{"hr.jslt", "hr.jsonata"}) {
            JsonNode document = JSON.readTree(run.apply(run.template(SHIPPED.resolve(file)), with(text)));

            assertThat(document.fieldNames()).toIterable().as(file)
                    .containsExactly("reference", "employeeNumber", "course", "completedOn", "score");
            assertThat(document.at("/course/title").asText()).as(file).isEqualTo(kept(text));
            assertThat(document.at("/employeeNumber").asText()).as(file).isEqualTo(kept(text));
        }
        String mustache = "{\"title\": \"{{activity.name}}\", \"n\": {{result.percentage}}}";
        JsonNode document = JSON.readTree(run.apply(run.template("hr.json.mustache", mustache), with(text)));
        assertThat(document).hasSize(2);
        assertThat(document.at("/title").asText()).isEqualTo(kept(text));
    }

    /** As a record's line has it: UTF-8 knows no half of a pair. */
    private static String kept(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void areTextsInXml(String text) throws Exception {
        String document = run.apply(run.template(SHIPPED.resolve("hr.xml.mustache")), with(text));

        org.w3c.dom.Element training = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(document))).getDocumentElement();
        String written = kept(text).replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\uFFFE\uFFFF]", "\uFFFD");
        org.w3c.dom.Element course = (org.w3c.dom.Element) training.getElementsByTagName("course").item(0);
        assertThat(course.getTextContent()).isEqualTo(written);
        assertThat(course.getAttribute("code")).isEqualTo(written);
        assertThat(training.getElementsByTagName("admin").getLength()).isZero();
        assertThat(training.getElementsByTagName("*").getLength()).isEqualTo(4);
    }

    @Test
    void makeADocumentOfABoundedLength() throws Exception {
        LearningRecord record = with("x".repeat(1_000));
        for (String file : new String[]{"hr.jslt", "hr.jsonata", "hr.xml.mustache"}) {
            RecordTemplate template = run.template(SHIPPED.resolve(file));
            template.setMaxBytes(2_000);
            assertThatThrownBy(() -> run.apply(template, record)).as(file).isInstanceOf(UntranslatableRecordException.class)
                    .hasMessageContaining(file + ": makes more than 2000 bytes");
            template.setMaxBytes(5_000);
            assertThat(run.apply(template, record)).hasSizeBetween(2_000, 5_000);
        }
    }

    @Test
    void countBytesAndNotCharacters() throws Exception {
        RecordTemplate template = run.template("a.txt.mustache", "{{activity.name}}");
        template.setMaxBytes(9);
        assertThat(run.apply(template, with("é€\uD83D\uDE00"))).isEqualTo("é€\uD83D\uDE00");
        template.setMaxBytes(8);
        assertThatThrownBy(() -> run.apply(template, with("é€\uD83D\uDE00"))).isInstanceOf(UntranslatableRecordException.class);
    }
}
