package serai.sources.praesidium;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import serai.sources.UnreadableEventException;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Checks a Praesidium event of version 1.0 against {@code praesidium-1.0.schema.json} (JSON Schema 2020-12). Messages take the
 * expected value from the descriptions in the schema.
 */
final class PraesidiumSchema {

    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(
            PraesidiumSchema.class.getResourceAsStream("praesidium-1.0.schema.json"), InputFormat.JSON,
            SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build());

    private PraesidiumSchema() {
    }

    /**
     * @throws UnreadableEventException if the event breaks the schema; the exception names all places, in the order of the
     * document
     */
    static void check(ObjectNode event) {
        Set<ValidationMessage> messages = SCHEMA.validate(event);
        if (!messages.isEmpty()) {
            List<Violation> violations = messages.stream()
                    .map(message -> Violation.of(message, event))
                    .sorted(Violation.IN_DOCUMENT_ORDER)
                    .toList();
            List<String> pointers = violations.stream().map(Violation::pointer).distinct().toList();
            throw UnreadableEventException.at(pointers, violations.get(0).problem(), violations.get(0).expected());
        }
    }

    /**
     * One wrong value. Its place is a list of indexes, one for each level of the document: the position of the property in its
     * object.
     */
    private record Violation(String pointer, String problem, String expected, List<Integer> place) {

        static final Comparator<Violation> IN_DOCUMENT_ORDER = Comparator.comparing(Violation::place,
                (a, b) -> IntStream.range(0, Math.min(a.size(), b.size()))
                        .map(level -> a.get(level) - b.get(level))
                        .filter(difference -> difference != 0)
                        .findFirst()
                        .orElse(a.size() - b.size()));

        static Violation of(ValidationMessage message, ObjectNode event) {
            List<String> names = names(message.getInstanceLocation());
            JsonNode schema = schemaOf(message.getSchemaLocation().getFragment());
            if (message.getType().equals("required")) {
                names.add(message.getProperty());
                schema = schema.path("properties").path(message.getProperty());
            }
            return new Violation("/" + String.join("/", names), problem(message), schema.path("description").asText(),
                    place(names, event));
        }

        private static String problem(ValidationMessage message) {
            return switch (message.getType()) {
                case "required" -> "is missing";
                case "pattern" -> "is blank";
                default -> message.getInstanceNode().isNull() ? "is null" : "is of the wrong JSON type";
            };
        }

        private static List<String> names(JsonNodePath path) {
            List<String> names = new ArrayList<>();
            for (int level = 0; level < path.getNameCount(); level++) {
                names.add(path.getName(level));
            }
            return names;
        }

        /** The part of the schema that contains the keyword at that path. */
        private static JsonNode schemaOf(JsonNodePath keyword) {
            JsonNode schema = SCHEMA.getSchemaNode();
            for (int level = 0; level < keyword.getNameCount() - 1; level++) {
                schema = keyword.getElement(level) instanceof Integer index
                        ? schema.path(index) : schema.path(keyword.getName(level));
            }
            return schema;
        }

        /** A missing property gets the place after the last property of its object. */
        private static List<Integer> place(List<String> names, JsonNode document) {
            List<Integer> place = new ArrayList<>();
            JsonNode at = document;
            for (String name : names) {
                int index = 0;
                for (var property = at.fieldNames(); property.hasNext() && !property.next().equals(name);) {
                    index++;
                }
                place.add(index);
                at = at.path(name);
            }
            return place;
        }
    }
}
