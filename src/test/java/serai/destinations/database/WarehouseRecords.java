package serai.destinations.database;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import serai.model.CanonicalJson;
import serai.model.LearningRecord;
import serai.model.Platform;
import serai.testkit.Golden;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Consumer;

/** Records for a warehouse, made of the golden ones. */
final class WarehouseRecords {

    private static final ObjectMapper JSON = new ObjectMapper();

    private WarehouseRecords() {
    }

    static LearningRecord record(String name) {
        return CanonicalJson.read(new String(Golden.read("records/" + name + ".json"), StandardCharsets.UTF_8));
    }

    static LearningRecord login(String learner, String time, String firstName) throws IOException {
        return changed(record("mct-login"), json -> {
            at(learner, time, json);
            object(json, "learner").put("firstName", firstName);
        });
    }

    static LearningRecord begin(String learner, String course, String time) throws IOException {
        return changed(record("mct-course-start"), json -> {
            at(learner, time, json);
            object(json, "activity").put("id", course);
        });
    }

    static LearningRecord module(String learner, String course, String module, String time) throws IOException {
        return changed(record("mct-module-exam"), json -> {
            at(learner, time, json);
            object(json, "activity").put("id", module);
            object(object(json, "activity"), "parent").put("id", course);
        });
    }

    static LearningRecord completion(String learner, String course, String time, int percentage)
            throws IOException {
        return changed(record("mct-course-completion"), json -> {
            at(learner, time, json);
            object(json, "activity").put("id", course);
            object(json, "result").put("percentage", percentage);
        });
    }

    static void at(String learner, String time, ObjectNode record) {
        record.put("occurredAt", time);
        object(record, "learner").put("id", learner);
    }

    /** Another record, of a learner with that first name. */
    static LearningRecord named(LearningRecord record, String firstName) throws IOException {
        return changed(record, json -> object(json, "learner").put("firstName", firstName));
    }

    /** Another record, whose module is of no course. */
    static LearningRecord withoutCourse(LearningRecord record) throws IOException {
        return changed(record, json -> object(json, "activity").remove("parent"));
    }

    static LearningRecord changed(LearningRecord record, Consumer<ObjectNode> change) throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(CanonicalJson.write(record));
        json.put("id", UUID.randomUUID().toString());
        change.accept(json);
        return CanonicalJson.read(json.toString());
    }

    static ObjectNode object(ObjectNode json, String field) {
        return (ObjectNode) json.path(field);
    }

    /** The same as on the other platform. */
    static LearningRecord onTheOther(LearningRecord record) throws IOException {
        return changed(record, json -> json.put("platform", Platform.PRAESIDIUM.name()));
    }
}
