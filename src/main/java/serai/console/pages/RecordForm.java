package serai.console.pages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.util.List;

/** The fields of a record that an operator may change, for the form beside its JSON. */
public final class RecordForm {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** How a field is typed. */
    public enum FieldType {
        TEXT, NUMBER, FLAG
    }

    /**
     * A field.
     *
     * @param pointer where it stands in the record, as a JSON pointer
     * @param value   what it is now; empty for one that the record has not
     */
    public record Field(String pointer, FieldType type, String value) {

        /** Its name in texts and in the page: {@code learner-firstName}. */
        public String name() {
            return pointer.substring(1).replace('/', '-');
        }
    }

    private static final List<Field> ALL = List.of(text("/occurredAt"), text("/learner/id"), text("/learner/externalId"),
            text("/learner/firstName"), text("/learner/lastName"), text("/learner/contact"), text("/activity/id"),
            text("/activity/name"), new Field("/result/completed", FieldType.FLAG, ""),
            new Field("/result/percentage", FieldType.NUMBER, ""));

    private RecordForm() {
    }

    private static Field text(String pointer) {
        return new Field(pointer, FieldType.TEXT, "");
    }

    /** The fields of a record, as JSON, without those of a part that the record lacks. */
    static List<Field> of(String json) {
        try {
            JsonNode record = JSON.readTree(json);
            return ALL.stream().filter(field -> record.at(field.pointer.substring(0, field.pointer.lastIndexOf('/'))).isObject())
                    .map(field -> new Field(field.pointer, field.type, record.at(field.pointer).asText(""))).toList();
        } catch (JsonProcessingException e) {
            return List.of(); // then the JSON alone is there, and the check says what is wrong with it
        }
    }
}
