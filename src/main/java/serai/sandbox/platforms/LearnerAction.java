package serai.sandbox.platforms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.util.Map;
import java.util.function.Function;

/**
 * One action of a learner, and the event by which the platform reports it.
 *
 * @param key  as in {@link PublishedEvent}
 * @param type the platform's name of the event's type
 * @param body the event's JSON, for a learner of any name
 */
record LearnerAction(String key, String type, Function<SimulatedLearner, Map<String, Object>> body) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    byte[] json(SimulatedLearner learner) {
        return written(body.apply(learner));
    }

    static byte[] written(Object json) {
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event can't be written as JSON", e);
        }
    }
}
