package serai.cli.configure;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.jspecify.annotations.Nullable;
import serai.cli.terminal.JsonText;
import serai.journal.RecordState;
import serai.journal.store.Failure;
import serai.model.CanonicalJson;
import serai.model.LearningRecord;
import serai.rehearsal.DeliveryResult;
import serai.rehearsal.IntakeResult;
import serai.rehearsal.RehearsedAttempt;
import serai.rehearsal.outside.Request;
import serai.rehearsal.outside.TakenStep;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Prints an explanation for machines, in one line. */
final class ExplanationJson {

    private ExplanationJson() {
    }

    static void print(Explanation explanation, PrintWriter out) throws JsonProcessingException {
        out.println(JsonText.inOneLine(of(explanation)));
    }

    /** The explanation without the steps of the way, whose places differ in another folder of routes. */
    static Map<String, Object> withoutWay(Explanation explanation) {
        Map<String, Object> json = of(explanation);
        json.remove("way");
        return json;
    }

    private static Map<String, Object> of(Explanation explanation) {
        IntakeResult intake = explanation.intake();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("event", explanation.number());
        json.put("outcome", intake.outcome().name().toLowerCase(Locale.ROOT));
        put(json, "appended", intake.appended() == null ? null : intake.appended().name().toLowerCase(Locale.ROOT));
        put(json, "problem", intake.problem());
        if (intake.status() != 0) {
            json.put("answer", Map.of("status", intake.status(), "body", document(intake.answer())));
        }
        LearningRecord record = intake.record();
        put(json, "record", record == null ? null : document(CanonicalJson.write(record)));
        json.put("way", intake.steps().stream().map(ExplanationJson::of).toList());
        json.put("destinations", intake.destinations());
        json.put("deliveries", explanation.deliveries().stream().map(delivery -> {
            Map<String, Object> shown = of(delivery);
            DeliveryResult repeat = explanation.repeats().get(delivery.destination());
            put(shown, "repeat", repeat == null ? null : of(repeat));
            return shown;
        }).toList());
        return json;
    }

    private static Map<String, Object> of(DeliveryResult delivery) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("destination", delivery.destination());
        put(json, "route", delivery.route());
        json.put("states", delivery.states().stream().map(RecordState::word).toList());
        json.put("attempts", delivery.attempts().stream().map(ExplanationJson::of).toList());
        return json;
    }

    private static Map<String, Object> of(RehearsedAttempt attempt) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("way", attempt.steps().stream().map(ExplanationJson::of).toList());
        json.put("leftOut", attempt.isLeftOut());
        json.put("requests", attempt.requests().stream().map(ExplanationJson::of).toList());
        Failure failure = attempt.failure();
        put(json, "failure", failure == null ? null : Map.of("class", failure.failureClass().word(), "reason", failure.reason()));
        return json;
    }

    private static Map<String, Object> of(Request request) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", request.kind());
        put(json, "method", request.method().isEmpty() ? null : request.method());
        json.put("address", request.address());
        json.put("headers", request.headers());
        json.put("body", document(request.body()));
        Map<String, Object> parameters = new LinkedHashMap<>();
        request.parameters().forEach((name, value) -> parameters.put(name, document(value)));
        put(json, "parameters", parameters.isEmpty() ? null : parameters);
        TakenStep step = request.step();
        put(json, "step", step == null ? null : of(step));
        return json;
    }

    private static Map<String, Object> of(TakenStep step) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("route", step.route());
        json.put("id", step.id());
        json.put("kind", step.kind());
        json.put("file", step.file());
        json.put("line", step.line());
        return json;
    }

    /** JSON as JSON; any other text as it is. */
    private static Object document(String text) {
        return PrettyBody.json(text).map(Object.class::cast).orElse(text);
    }

    private static void put(Map<String, Object> json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
