package serai.alerts;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import serai.alerts.signs.AlertType;

import java.time.Instant;
import java.util.Locale;

/**
 * What a route is told: that something has begun, or has ended.
 *
 * @param name    names the alert; the begin and the end of one have the same
 * @param subject what it is about: the name of a destination, a source, a route or a file
 * @param begun   whether it has begun; if not, it has ended
 * @param text    what happens, in one line
 * @param remedy  what an operator can do, in one line; empty at the end
 * @param since   when it has begun
 * @param at      when this was found
 */
record AlertEvent(String name, AlertType type, String subject, boolean begun, String text, String remedy, Instant since,
        Instant at) {

    private static final JsonMapper JSON = new JsonMapper();

    /** {@code begun} or {@code ended}. */
    String state() {
        return begun ? "begun" : "ended";
    }

    /** {@code page}: somebody should be woken; or {@code ticket}. */
    String severity() {
        return type.isUrgent() ? "page" : "ticket";
    }

    /** All of it in one line, as for the subject of a mail. */
    String line() {
        return "Serai: %s%s".formatted(begun ? "" : "over: ", text);
    }

    /** All of it as an object of JSON, for a receiver or a template. */
    String json() {
        ObjectNode node = JSON.createObjectNode();
        node.put("name", name);
        node.put("alert", type.text());
        node.put("subject", subject);
        node.put("state", state());
        node.put("severity", severity());
        node.put("line", line());
        node.put("text", text);
        node.put("remedy", remedy);
        node.put("since", since.toString());
        node.put("at", at.toString());
        return node.toString();
    }

    @Override
    public String toString() {
        return "%s %s".formatted(name, state()).toLowerCase(Locale.ROOT);
    }
}
