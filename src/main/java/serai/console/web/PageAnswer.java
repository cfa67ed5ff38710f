package serai.console.web;

import java.util.HashMap;
import java.util.Map;

/**
 * What a browser gets.
 *
 * @param status  the status of HTTP
 * @param type    the media type of the body
 * @param body    the body
 * @param headers further headers
 */
public record PageAnswer(int status, String type, String body, Map<String, String> headers) {

    private static final String HTML = "text/html; charset=utf-8";

    /** A page. */
    public static PageAnswer html(String body) {
        return new PageAnswer(200, HTML, body, Map.of());
    }

    /** A page that says why there is no other. */
    public static PageAnswer html(int status, String body) {
        return new PageAnswer(status, HTML, body, Map.of());
    }

    /** Sends the browser to another page, after an act. */
    public static PageAnswer see(String path) {
        return new PageAnswer(303, HTML, "", Map.of("Location", path));
    }

    /** A file to be saved. */
    public static PageAnswer file(String type, String name, String body) {
        return new PageAnswer(200, type, body, Map.of("Content-Disposition", "attachment; filename=\"" + name + '"'));
    }

    PageAnswer with(String header, String value) {
        Map<String, String> all = new HashMap<>(headers);
        all.put(header, value);
        return new PageAnswer(status, type, body, Map.copyOf(all));
    }
}
