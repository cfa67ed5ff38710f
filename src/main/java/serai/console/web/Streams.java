package serai.console.web;

import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * The browser windows that are kept up to date, by server-sent events. What they are sent is made once for all of them. One that
 * does not read is left out until it has; the server closes it in the end. Safe for use by several threads.
 */
public final class Streams {

    private static final int COMES_AGAIN_AFTER_MS = 3_000;

    private static final class Window {

        private final BooleanSupplier mayLook;
        private volatile @Nullable String last; // what it was sent; null before the first
        private int quiet; // of the sending thread

        Window(BooleanSupplier mayLook) {
            this.mayLook = mayLook;
        }
    }

    private final int max;
    private final Map<HttpServerResponse, Window> windows = new ConcurrentHashMap<>();

    /** @param max how many windows there may be; further ones are refused (503) */
    public Streams(int max) {
        this.max = max;
    }

    /** Begins to keep a window up to date, for as long as its visitor may look. */
    void open(HttpServerResponse response, BooleanSupplier mayLook) {
        if (windows.size() >= max) {
            response.setStatusCode(503).putHeader("Retry-After", "10").end();
            return;
        }
        windows.put(response, new Window(mayLook));
        response.closeHandler(unused -> windows.remove(response));
        response.exceptionHandler(unused -> windows.remove(response));
        response.putHeader("Content-Type", "text/event-stream").putHeader("X-Accel-Buffering", "no").setChunked(true);
        response.write("retry: " + COMES_AGAIN_AFTER_MS + "\n\n");
    }

    /** How many windows there are. */
    public int count() {
        return windows.size();
    }

    /**
     * Sends what has changed.
     *
     * @param event its name
     * @param html  the part of the page, as it is now
     * @param pulse after how many calls without a change a window is sent a sign of life, which finds those that are gone
     */
    public void send(String event, String html, int pulse) {
        String text = text(event, html);
        windows.forEach((response, window) -> {
            if (!window.mayLook.getAsBoolean()) {
                windows.remove(response);
                response.end();
            } else if (!response.writeQueueFull()) {
                send(response, window, text, pulse);
            }
        });
    }

    private static void send(HttpServerResponse response, Window window, String text, int pulse) {
        if (!text.equals(window.last)) {
            window.last = text;
            window.quiet = 0;
            response.write(text, StandardCharsets.UTF_8.name());
        } else if (++window.quiet >= pulse) {
            window.quiet = 0;
            response.write(": still here\n\n");
        }
    }

    private static String text(String event, String html) {
        StringBuilder text = new StringBuilder("event: ").append(event).append('\n');
        html.lines().filter(line -> !line.isBlank()).forEach(line -> text.append("data: ").append(line).append('\n'));
        return text.append('\n').toString();
    }

    /** Ends all of them; browsers come again by themselves. */
    public void close() {
        windows.keySet().forEach(HttpServerResponse::end);
        windows.clear();
    }
}
