package serai.console.web;

import io.vertx.core.http.HttpServerResponse;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Bounds how many browser windows are kept up to date at the same time. Safe for use by several threads. */
public final class Streams {

    private final int max;
    private final AtomicInteger open = new AtomicInteger();
    private final List<Feed<?>> feeds = new CopyOnWriteArrayList<>();

    /** @param max how many windows there may be; further ones are refused (503) */
    public Streams(int max) {
        this.max = max;
    }

    /** A feed for the windows of one more page; its windows count with all others. */
    public <S> Feed<S> feed() {
        Feed<S> feed = new Feed<>(this);
        feeds.add(feed);
        return feed;
    }

    /** How many windows there are. */
    public int count() {
        return open.get();
    }

    boolean enter() {
        if (open.incrementAndGet() <= max) {
            return true;
        }
        open.decrementAndGet();
        return false;
    }

    void leave() {
        open.decrementAndGet();
    }

    /** Makes each feed end the windows whose visitors may look no longer, and send a sign of life to the quiet ones. */
    public void beat() {
        feeds.forEach(Feed::beat);
    }

    /** Ends all windows; browsers come again by themselves. */
    public void close() {
        feeds.forEach(Feed::close);
    }

    /**
     * The browser windows of a page that are kept up to date, by server-sent events. What is sent is made once for all windows that
     * show the same. One that does not read is left out until it has; the server closes it in the end. Windows come and go on any
     * thread; one thread sends.
     *
     * @param <S> what a window shows, such as a filter; with {@code equals}
     */
    public static final class Feed<S> {

        private static final int COMES_AGAIN_AFTER_MS = 3_000;
        /** A window that nothing was sent to for that many beats is sent a sign of life, which finds those that are gone. */
        private static final int PULSE = 8;

        private static final class Window<S> {

            private final S subject;
            private final BooleanSupplier mayLook;
            private final Map<String, String> last = new ConcurrentHashMap<>(); // what it was sent, by the event's name
            private int quiet; // of the sending thread

            Window(S subject, BooleanSupplier mayLook) {
                this.subject = subject;
                this.mayLook = mayLook;
            }
        }

        private final Streams streams;
        private final Map<HttpServerResponse, Window<S>> windows = new ConcurrentHashMap<>();

        Feed(Streams streams) {
            this.streams = streams;
        }

        /** Begins to keep a window up to date, for as long as its visitor may look. */
        void open(S subject, HttpServerResponse response, BooleanSupplier mayLook) {
            if (!streams.enter()) {
                response.setStatusCode(503).putHeader("Retry-After", "10").end();
                return;
            }
            windows.put(response, new Window<>(subject, mayLook));
            response.closeHandler(unused -> forget(response));
            response.exceptionHandler(unused -> forget(response));
            response.putHeader("Content-Type", "text/event-stream").putHeader("X-Accel-Buffering", "no").setChunked(true);
            response.write("retry: " + COMES_AGAIN_AFTER_MS + "\n\n");
        }

        private void forget(HttpServerResponse response) {
            if (windows.remove(response) != null) {
                streams.leave();
            }
        }

        /** What the windows show, each once. */
        public Set<S> subjects() {
            return windows.values().stream().map(window -> window.subject).collect(Collectors.toSet());
        }

        void beat() {
            windows.forEach((response, window) -> {
                if (!window.mayLook.getAsBoolean()) {
                    forget(response);
                    response.end();
                } else if (++window.quiet >= PULSE && !response.writeQueueFull()) {
                    window.quiet = 0;
                    response.write(": still here\n\n");
                }
            });
        }

        /**
         * Sends what differs from what a window was sent before, to those that show the subject.
         *
         * @param event its name
         * @param text  what the page is to show, as it is now
         */
        public void send(S subject, String event, String text) {
            windows.forEach((response, window) -> {
                if (window.subject.equals(subject) && !text.equals(window.last.get(event)) && !response.writeQueueFull()) {
                    window.last.put(event, text);
                    window.quiet = 0;
                    response.write(written(event, text), StandardCharsets.UTF_8.name());
                }
            });
        }

        private static String written(String event, String text) {
            StringBuilder written = new StringBuilder("event: ").append(event).append('\n');
            text.lines().filter(line -> !line.isBlank()).forEach(line -> written.append("data: ").append(line).append('\n'));
            return written.append('\n').toString();
        }

        void close() {
            windows.keySet().forEach(response -> {
                forget(response);
                response.end();
            });
        }
    }
}
