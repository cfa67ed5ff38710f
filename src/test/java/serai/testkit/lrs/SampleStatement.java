package serai.testkit.lrs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import serai.sandbox.web.StrictJson;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A whole valid statement, and variations of it by JSON pointer. */
public final class SampleStatement {

    private static final String WHOLE = """
            {"actor": {"objectType": "Agent", "account": {"homePage": "https://mct.example.org", "name": "13273"}},
             "verb": {"id": "http://adlnet.gov/expapi/verbs/completed", "display": {"en-US": "completed"}},
             "object": {"objectType": "Activity", "id": "https://mct.example.org/courses/2475",
                        "definition": {"type": "http://adlnet.gov/expapi/activities/course", "name": {"und": "course7"}}},
             "result": {"completion": true, "score": {"scaled": 0.5, "raw": 50, "min": 0, "max": 100}},
             "context": {"platform": "Microsoft Community Training", "registration": "5f383262-85d1-41eb-857a-0a3eca36592d",
                         "contextActivities": {"category": [{"id": "https://example.org/profile/v1"}]},
                         "extensions": {"https://example.org/ext/type": {"any": [null, "thing"]}}},
             "timestamp": "2021-02-28T17:28:00.940Z"}
            """;

    private final ObjectNode json = (ObjectNode) parse(WHOLE);

    private SampleStatement() {
    }

    public static SampleStatement statement() {
        return new SampleStatement();
    }

    public static SampleStatement statement(UUID id) {
        return new SampleStatement().with("/id", "\"" + id + "\"");
    }

    public static JsonNode parse(String text) {
        return StrictJson.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sets what the pointer points to, making the objects on the way. */
    public SampleStatement with(String pointer, String value) {
        String[] names = pointer.substring(1).split("/");
        ObjectNode parent = json;
        for (int i = 0; i < names.length - 1; i++) {
            parent = parent.withObjectProperty(unescape(names[i]));
        }
        parent.set(unescape(names[names.length - 1]), value.isEmpty() ? JsonNodeFactory.instance.nullNode() : parse(value));
        return this;
    }

    public SampleStatement without(String pointer) {
        int end = pointer.lastIndexOf('/');
        ((ObjectNode) json.at(pointer.substring(0, end))).remove(pointer.substring(end + 1));
        return this;
    }

    public ObjectNode json() {
        return json;
    }

    @Override
    public String toString() {
        return json.toString();
    }

    private static String unescape(String name) {
        return name.replace("~1", "/").replace("~0", "~");
    }
}
