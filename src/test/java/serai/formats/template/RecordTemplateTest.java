package serai.formats.template;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serai.formats.UntranslatableRecordException;
import serai.model.LearningRecord;
import serai.model.TranslatedText;
import serai.testkit.Records;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RecordTemplateTest {

    private static final LearningRecord ANNA = Records.completion("anna", new BigDecimal("66.50"));
    private static final LearningRecord BEN = Records.completion("ben");
    private static final String MARK = "Zzmarker";

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

    @ParameterizedTest
    @ValueSource(strings = {"hr.jslt", "hr.jsonata"})
    void makesTheShippedShape(String file) {
        assertThat(run.with("serai.zone", "Pacific/Auckland").apply(run.template(Path.of("docs/destinations", file)), ANNA))
                .isEqualTo("{\"reference\":\"%s\",\"employeeNumber\":\"anna\",\"email\":\"anna@example.org\","
                        .formatted(ANNA.id()) + "\"course\":{\"code\":\"2475\",\"title\":\"course7\"},"
                        + "\"completedOn\":\"2021-03-01\",\"score\":66.50}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "array | a.jslt | {\"who\": .learner.id} | [{\"who\":\"anna\"},{\"who\":\"ben\"}]",
            "array | a.jsonata | {\"who\": learner.id} | [{\"who\":\"anna\"},{\"who\":\"ben\"}]",
            "array | a.json.mustache | {\"who\":\"{{learner.id}}\"} | [{\"who\":\"anna\"},{\"who\":\"ben\"}]",
            "batch | a.jslt | {\"all\": [for (.) .learner.id]} | {\"all\":[\"anna\",\"ben\"]}",
            "batch | a.jsonata | {\"all\": [$.learner.id]} | {\"all\":[\"anna\",\"ben\"]}",
            "batch | a.json.mustache | [{{#records}}\"{{learner.id}}\"{{^last}},{{/last}}{{/records}}] | [\"anna\",\"ben\"]"})
    void makesOneDocumentARecordOrOneABatch(String documents, String file, String text, String expected) throws Exception {
        RecordTemplate template = run.template(file, text);
        template.setDocuments(documents);

        assertThat(run.apply(template, ANNA, BEN)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"a.jslt | {\"who\": .learner.id}", "a.jsonata | {\"who\": learner.id}",
            "a.json.mustache | {\"who\":\"{{learner.id}}\"}"})
    void makesALineARecord(String file, String text) throws Exception {
        RecordTemplate template = run.template(file, text);
        template.setDocuments("lines");

        assertThat(run.apply(template, ANNA, BEN)).isEqualTo("{\"who\":\"anna\"}\n{\"who\":\"ben\"}\n");
    }

    @Test
    void keepsWhatItHasMadeForADeadLetter() throws Exception {
        Exchange exchange = run.process(run.template("a.jslt", "{\"who\": .learner.id}"), List.of(ANNA));

        assertThat(exchange.getProperty(TranslatedText.PROPERTY)).isEqualTo("{\"who\":\"anna\"}");
        assertThat(exchange.getProperty("serai.mapping", String.class)).matches("a\\.jslt/[0-9a-f]{8}");
    }

    /** File, line and column, and what is wrong: at the start, before anything is sent. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "a.jslt | {\"who\": .learner.id | a.jslt:1:19: Parse error: Encountered \"<EOF>\"; correct the template",
            "a.jslt | {\"who\": nofn(1)} | a.jslt:1:9: No such function: 'nofn'",
            "a.jslt | {\"who\": $x} | a.jslt:1:9: No such variable 'x'",
            "a.jslt | {\"a\": 1 / 0} | a.jslt: divides by zero",
            "a.jslt | {\"who\": 'x'} | a.jslt:1:9: Parse error: Lexical error",
            "a.jslt | import \"../a.jslt\" as a . | a.jslt includes '../a.jslt'; a template can include files of its own folder",
            "a.jslt | import \"/etc/passwd\" as a . | a.jslt includes '/etc/passwd'; a template can include",
            "a.jslt | import \"b.jslt\" as a . | b.jslt, which a destination's route names as its template",
            "a.jsonata | {\"who\": learner.id | a.jsonata:1: Expected \"}\" before end of expression",
            "a.jsonata | {\"who\": | a.jsonata:1: ",
            "a.mustache | x | a.mustache: has a name that doesn't say how to escape; call it .xml.mustache",
            "a.xml.mustache | <a>{{#learner}}</a> | a.xml.mustache:1: ",
            "a.xml.mustache | <a>{{{id}}}</a> | a.xml.mustache:1: inserts id as it is, so whoever fills that field could inject XML",
            "a.json.mustache | {{&id}} | a.json.mustache:1: inserts id as it is",
            "a.xml.mustache | {{>*id}} | a.xml.mustache:1: includes a file whose name comes from a record",
            "a.xml.mustache | {{>../x}} | a.xml.mustache includes '../x",
            "a.xml.mustache | {{>nosuch}} | nosuch"})
    void refusesATemplateThatCannotBeParsed(String file, String text, String message) {
        assertThatThrownBy(() -> run.template(file, text)).isInstanceOf(UnusableTemplateException.class)
                .hasMessageContaining(message).satisfies(failure -> assertThat(failure.getMessage()).hasLineCount(1));
    }

    @Test
    void refusesATemplateThatIsNotThere() {
        assertThatThrownBy(() -> run.template(folder.resolve("hr.jslt"))).isInstanceOf(UnusableTemplateException.class)
                .hasMessageStartingWith("there is no ").hasMessageContaining("hr.jslt, which a destination's route names");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "a.jslt | .nosuch | a.jslt: makes no document (record 1 of 1, ",
            "a.jslt | \"text\" | a.jslt: makes a single value",
            "a.jslt | {\"a\": 1.0 / 0} | a.jslt: makes a number that JSON can't express",
            "a.jslt | {\"a\": 1 / (size(.id) - 36)} | a.jslt: JSLT fails: a division by zero",
            "a.jslt | {\"a\": round(.learner.id)} | a.jslt:1: JSLT fails in round() (record 1 of 1",
            "a.jslt | {\"a\": .learner.id - 2} | a.jslt:1:7: JSLT fails: a text where a number is needed",
            "a.jslt | {\"a\": .learner > .id} | a.jslt:1:7: JSLT fails: Can't compare",
            "a.jslt | if (.x) . else error(\"no employee number\") | a.jslt:1: JSLT fails in error(): no employee number",
            "a.jslt | error(.learner.id) | a.jslt:1: JSLT fails in error() (record",
            "a.jslt | {\"a\": local-date(.learner.id)} | a.jslt:1: JSLT fails in local-date()",
            "a.jslt | def f(x) f($x) f(1) | a.jslt: recurses too deeply",
            "a.jsonata | nosuch | a.jsonata: makes no document",
            "a.jsonata | {\"a\": $number(learner.id)} | JSONata fails: ",
            "a.jsonata | {\"a\": learner.id + 1} | JSONata fails: The left side of the \"…\" operator must evaluate to a number",
            "a.jsonata | {\"a\": $nosuch(1)} | a.jsonata:1: JSONata fails: Attempted to invoke a non-function",
            "a.jsonata | $error(\"no employee number\") | a.jsonata:1: JSONata fails: no employee number",
            "a.jsonata | $error(learner.id) | a.jsonata:1: JSONata fails: by $error or $assert",
            "a.jsonata | $eval(learner.id) | $eval is not available",
            "a.jsonata | {\"a\": function($x){$x}} | a.jsonata: makes a document with a function in it",
            "a.jsonata | {\"a\": $localDate(learner.id)} | a local date or date-time of a value that is not a time",
            "a.jsonata | {\"a\": 1/0} | JSONata fails: Number out of range",
            "a.jsonata | ($f := function($x){1 + $f($x)}; {\"a\": $f(1)}) | JSONata fails: ",
            "a.json.mustache | {\"a\": {{learner.id}}} | a.json.mustache: makes invalid JSON, at line 1 of the document",
            "a.json.mustache | {{nosuch}} | a.json.mustache: makes no document",
            "a.xml.mustache | <a>{{id}}</b> | a.xml.mustache: makes invalid XML, at line 1 of the document"})
    void refusesARecordThatItCannotDoAndQuotesNothingOfIt(String file, String text, String message) throws Exception {
        RecordTemplate template = run.template(file, text);

        assertThatThrownBy(() -> run.apply(template, Records.completion(MARK)))
                .isInstanceOf(UntranslatableRecordException.class).hasMessageContaining(message)
                .hasMessageContaining("record 1 of 1").hasNoCause()
                .satisfies(failure -> assertThat(failure.getMessage()).hasLineCount(1).doesNotContain(MARK));
    }

    @Test
    void namesTheRecordInTheBatchThatItCannotDo() throws Exception {
        RecordTemplate template = run.template("a.jslt", "{\n \"a\": if (.learner.id == \"ben\") .id - 1 else 1\n}");
        template.setDocuments("array");

        assertThatThrownBy(() -> run.apply(template, ANNA, BEN, ANNA)).hasMessageContaining("a.jslt:2:")
                .hasMessageEndingWith("(record 2 of 3, %s)".formatted(BEN.id()));
        template.setDocuments("batch");
        assertThatThrownBy(() -> run.apply(run.template("b.jslt", "{\"a\": . - 1}"), ANNA)).hasMessageContaining("b.jslt:1:");
    }

    @Test
    void saysWhereItIsGivenABatchForOneDocument() throws Exception {
        RecordTemplate template = run.template("a.jslt", ".");

        assertThatThrownBy(() -> run.apply(template, ANNA, BEN)).isInstanceOf(UnusableTemplateException.class)
                .hasMessageContaining("makes the document of one record, and is given a batch of 2; set batchSize: \"1\"");
        assertThatThrownBy(() -> run.process(template, "text")).isInstanceOf(UnusableTemplateException.class)
                .hasMessageContaining("takes the list of learning records").hasMessageNotContainingAny("text,");
        assertThatThrownBy(() -> template.setDocuments("each")).isInstanceOf(UnusableTemplateException.class)
                .hasMessageContaining("record, array, lines, batch");
    }

    /** None of them says what it has read, whichever of its functions fails on it. */
    @ParameterizedTest
    @ValueSource(strings = {"number(.x)", "sum(.x)", "sum([.x])", "format-time(.x,\"yyyy\")", "format-time(1,.x)",
            "format-time(1,\"yyyy\",.x)", "parse-time(.x,\"yyyy\")", "parse-time(\"1\",.x)", "test(\"a\",.x)", "capture(\"a\",.x)",
            "split(\"a\",.x)", "replace(\"a\",.x,\"b\")", "{(.): 1}", "{for (.x) .key : .value}", "[for (.n) .]", "get-key(.x,.x)",
            "array(.x)", "flatten(.x)", "from-json(.x)", "size(.n)", "zip(.x,.x)", "mod(.x,2)", "mod(2,.x)", "parse-url(.x)",
            "index-of(.x,1)", "any(.x)", "all(.x)", "min(.x,.n)", "ceiling(.x)", "floor(.x)", "contains(.x,.n)", "uuid(.x,.x)",
            ".x - 1", ".x < .n", ".x[\"a\"]", ".x / 2", "local-date(.x)"})
    void saysNothingThatItHasRead(String expression) throws Exception {
        for (String text : List.of(MARK + "(", "[" + MARK, MARK, "error: " + MARK, "(?<" + MARK)) {
            RecordTemplate template = run.template("a.jslt",
                    "let y = {\"x\": .learner.id, \"n\": 66.5}\n$y | (%s)".formatted(expression));

            try {
                run.apply(template, Records.completion(text));
            } catch (UntranslatableRecordException e) {
                assertThat(e.getMessage()).doesNotContain(MARK);
            }
        }
    }

    /** As several types of a destination are delivered at the same time. */
    @ParameterizedTest
    @ValueSource(strings = {"hr.jslt", "hr.jsonata", "hr.xml.mustache"})
    void makesDocumentsOnSeveralThreads(String file) throws Exception {
        RecordTemplate template = run.template(Path.of("docs/destinations", file));
        List<LearningRecord> records = IntStream.range(0, 200).mapToObj(i -> Records.completion("learner-" + i)).toList();
        List<String> expected = records.stream().map(record -> run.apply(template, record)).toList();

        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<String>> made = threads.invokeAll(records.stream()
                    .map(record -> (Callable<String>) () -> run.apply(template, record)).toList());
            for (int i = 0; i < made.size(); i++) {
                assertThat(made.get(i).get()).isEqualTo(expected.get(i));
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void takesInFilesOfItsFolder() throws Exception {
        Files.writeString(folder.resolve("names.jslt"), "def whole(learner) $learner.firstName + \" \" + $learner.lastName");
        assertThat(run.apply(run.template("a.jslt", "import \"names.jslt\" as n {\"name\": n:whole(.learner)}"), ANNA))
                .isEqualTo("{\"name\":\"Anna Ångström\"}");
        Files.writeString(folder.resolve("name.txt.mustache"), "{{learner.firstName}}");
        assertThat(run.apply(run.template("a.txt.mustache", "Dear {{> name}},"), ANNA)).isEqualTo("Dear Anna,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"class", "learner.class", "learner.firstName.class.name", "learner.firstName.length",
            "learner.empty", "local.size"})
    void reachesNoObjectOfJava(String name) throws Exception {
        assertThat(run.apply(run.template("a.txt.mustache", "[{{%s}}]".formatted(name)), ANNA)).isEqualTo("[]");
    }
}
