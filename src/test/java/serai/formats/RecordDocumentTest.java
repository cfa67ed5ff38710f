package serai.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.schibsted.spt.data.jslt.Parser;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import serai.model.LearningRecord;
import serai.model.Payload;
import serai.model.Platform;
import serai.model.RecordField;
import serai.testkit.Document;
import serai.testkit.Golden;

import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** docs/record.md has every field of a record, with paths that lead to it; {@code -Ddocs.write} writes it anew. */
class RecordDocumentTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern COLUMN = Pattern.compile("`(\\w+)`");
    /** Together they have every field except the marks and what the people directory adds. */
    private static final List<String> EXAMPLES = List.of("praesidium-course-completed", "mct-module-exam");

    @Test
    void listsEveryFieldWithItsMeaningItsOriginsAndItsPaths() {
        StringBuilder rows =
                new StringBuilder("| field | meaning | Microsoft Community Training | Praesidium Academy | Simple | JSLT | "
                        + "CSV, SQL | example |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n");
        for (RecordField field : RecordField.values()) {
            rows.append("| `%s` | %s | %s | %s | `%s` | `%s` | %s | %s |%n".formatted(field.path(), field.meaning(),
                    field.from(Platform.MCT), field.from(Platform.PRAESIDIUM), simple(field), jslt(field), field.columns(),
                    example(field)));
        }

        Document.of("docs/record.md").assertPart("fields", rows.toString());
    }

    @Test
    void showsARecordOfEachPlatform() {
        Document page = Document.of("docs/record.md");
        for (String name : EXAMPLES) {
            page.assertBlock(name, "json", Golden.pretty(new String(Golden.read("records/" + name + ".json"),
                    StandardCharsets.UTF_8)));
        }
    }

    private static String simple(RecordField field) {
        int last = field.path().lastIndexOf('.') + 1;
        return "${body[0]%s.%s}".formatted(field.path().substring(0, last).replaceAll("(\\w+)\\.", "?.$1"),
                field.path().substring(last));
    }

    private static String jslt(RecordField field) {
        return "." + field.path();
    }

    private static String example(RecordField field) {
        return EXAMPLES.stream().map(name -> at(field, golden(name))).filter(value -> !value.isMissingNode()).findFirst()
                .map(value -> value.isContainerNode() ? "" : "`" + value + "`")
                .orElseGet(() -> "`" + exampleOfNoGolden(field.path()) + "`");
    }

    private static String exampleOfNoGolden(String path) {
        return switch (path) {
            case "marks" -> "[\"REDRAW\"]";
            case "learner.person" -> "\"E-1029\"";
            case "learner.matchedBy" -> "\"EMAIL\"";
            default -> throw new AssertionError(path + " has no example");
        };
    }

    private static JsonNode golden(String name) {
        try {
            return JSON.readTree(Golden.read("records/" + name + ".json"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode at(RecordField field, JsonNode record) {
        JsonNode value = record;
        for (String name : field.path().split("\\.")) {
            value = value.has(name) ? value.get(name) : MissingNode.getInstance();
        }
        return value.isArray() && value.size() == 1 ? value.get(0) : value;
    }

    @Test
    void hasEveryComponentOfARecord() {
        assertThat(components(LearningRecord.class, "", 0)).containsExactlyInAnyOrderElementsOf(
                Stream.of(RecordField.values()).map(RecordField::path).toList());
    }

    private static List<String> components(Class<?> type, String before, int depth) {
        List<String> paths = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getType() == Payload.class || component.getType() == type && depth > 1) {
                continue; // not part of the JSON; the parent of a course
            }
            paths.add(before + component.getName());
            if (component.getType().isRecord()) {
                paths.addAll(components(component.getType(), before + component.getName() + ".", depth + 1));
            }
        }
        return paths;
    }

    @Test
    void hasEveryColumn() {
        assertThat(Stream.of(RecordField.values()).flatMap(field -> COLUMN.matcher(field.columns()).results())
                .map(column -> column.group(1)).distinct())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Column.values()).map(Column::title).toList());
    }

    /** In each golden record, whether the field is there or not. */
    @ParameterizedTest
    @EnumSource(RecordField.class)
    void pathsLeadToTheField(RecordField field) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            for (String name : Golden.names("records")) {
                JsonNode expected = at(field, golden(name));
                Exchange exchange = new DefaultExchange(context);
                exchange.getMessage().setBody(List.of(FormatRecords.golden(name)));

                JsonNode found = new Parser(new StringReader(jslt(field))).compile().apply(golden(name));
                assertThat(found.isArray() && found.size() == 1 ? found.get(0) : found).as(name)
                        .isEqualTo(expected.isMissingNode() ? NullNode.getInstance() : expected);
                Object simple = context.resolveLanguage("simple").createExpression(simple(field)).evaluate(exchange, Object.class);
                if (expected.isValueNode() && !field.path().equals("marks")) {
                    assertThat(simple instanceof Instant ? Instant.parse(expected.asText()) : expected.asText()).as(name)
                            .isEqualTo(simple instanceof Instant ? simple : String.valueOf(simple));
                } else if (expected.isMissingNode() && !field.path().equals("marks") && !field.path().endsWith("refs")) {
                    assertThat(simple).as(name).isNull();
                } else {
                    assertThat(simple).as(name).isNotNull();
                }
            }
        }
    }

    @Test
    void refsHavePathsOfTheirOwn() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            Exchange exchange = new DefaultExchange(context);
            exchange.getMessage().setBody(List.of(FormatRecords.golden("praesidium-course-completed")));
            assertThat(context.resolveLanguage("simple").createExpression("${body[0].learner.refs[ref3]}")
                    .evaluate(exchange, String.class)).isEqualTo("arbitrary text");
        }
    }
}
