package serai.rehearsal.tests;

import serai.rehearsal.outside.Answer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The answers of an endpoint as a test file has them: a status, or more than that. */
final class AnswerScript {

    static final List<String> NAMES = List.of("status", "headers", "body", "sqlState", "broken", "times");
    private static final int TIMES_MAX = 100;

    private AnswerScript() {
    }

    /** @throws IllegalArgumentException if it has another form than a test file's; the message has the place */
    static List<Answer> of(YamlNode node) {
        List<Answer> answers = new ArrayList<>();
        node.items().forEach(one -> answers.addAll(one.isMap() ? several(one) : List.of(plain(one))));
        return answers;
    }

    private static Answer plain(YamlNode node) {
        if (node.text().equals("success")) {
            return Answer.SUCCESS;
        }
        return Answer.of(status(node));
    }

    private static int status(YamlNode node) {
        int status = node.number();
        if (status < 100 || status > 599) {
            throw node.refused("%s is neither an HTTP status nor 'success'".formatted(status));
        }
        return status;
    }

    private static List<Answer> several(YamlNode node) {
        Map<String, YamlNode> fields = node.fields(NAMES);
        Map<String, String> headers = new HashMap<>();
        if (fields.containsKey("headers")) {
            fields.get("headers").fields().forEach((name, value) -> headers.put(name, value.text()));
        }
        YamlNode body = fields.get("body");
        int times = fields.containsKey("times") ? fields.get("times").number() : 1;
        if (times < 1 || times > TIMES_MAX) {
            throw node.refused("times: must be from 1 to %s".formatted(TIMES_MAX));
        }
        return Collections.nCopies(times, new Answer(fields.containsKey("status") ? status(fields.get("status")) : 0, headers,
                body == null ? "" : body.isMap() || body.isList() ? body.json().toString() : body.text(),
                fields.containsKey("sqlState") ? fields.get("sqlState").text() : null,
                fields.containsKey("broken") && fields.get("broken").flag()));
    }
}
