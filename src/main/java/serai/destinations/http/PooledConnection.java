package serai.destinations.http;

import org.apache.hc.client5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.HttpMessageParserFactory;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A connection that tells whether it holds bytes before a request is sent. The client itself can only wait for bytes, for at
 * least a millisecond, which is a third of the time of a request to an endpoint nearby.
 */
final class PooledConnection extends DefaultManagedHttpClientConnection {

    /** How long after an answer a second one may come, if it comes with the first. */
    private static final long SOON_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final Timeout READ_MAX = Timeout.ofMilliseconds(1);
    private static final AtomicLong COUNT = new AtomicLong();

    private final ResponseBytes received;
    private long answeredAt;

    private PooledConnection(Http1Config bounds, ResponseBytes received) {
        super("http-outgoing-" + COUNT.getAndIncrement(), null, null, bounds, null, null, null, null, received);
        this.received = received;
    }

    /** Makes connections with these bounds. */
    static HttpConnectionFactory<ManagedHttpClientConnection> withBounds(Http1Config bounds) {
        return socket -> {
            PooledConnection connection =
                    new PooledConnection(bounds, new ResponseBytes(new DefaultHttpResponseParserFactory(bounds)));
            if (socket != null) {
                connection.bind(socket);
            }
            return connection;
        };
    }

    /** Called when the last answer was read to its end. */
    @Override
    public void passivate() {
        super.passivate();
        answeredAt = System.nanoTime();
    }

    /**
     * Whether the endpoint has sent anything since the last answer. Waits until a millisecond after that answer, at the most.
     *
     * @throws IOException if the connection is closed
     */
    boolean holdsBytes() throws IOException {
        SocketHolder sockets = ensureOpen();
        long wait = SOON_NANOS - (System.nanoTime() - answeredAt);
        if (wait > 0) {
            LockSupport.parkNanos(wait);
        }
        if (received.areBuffered() || sockets.getSocket().getInputStream().available() > 0) {
            return true;
        }
        // With TLS there may also be a message of the protocol, such as a session ticket, which is no answer.
        return sockets.getBaseSocket().getInputStream().available() > 0 && isDataAvailable(READ_MAX);
    }

    /** What the connection has read from the endpoint, and no answer has taken. */
    private static final class ResponseBytes implements HttpMessageParserFactory<ClassicHttpResponse> {

        private final HttpMessageParserFactory<ClassicHttpResponse> parsers;
        private @Nullable SessionInputBuffer buffer;

        ResponseBytes(HttpMessageParserFactory<ClassicHttpResponse> parsers) {
            this.parsers = parsers;
        }

        @Override
        public HttpMessageParser<ClassicHttpResponse> create() {
            return parser();
        }

        @Override
        @Deprecated
        public HttpMessageParser<ClassicHttpResponse> create(@Nullable Http1Config ignored) {
            return parser();
        }

        private HttpMessageParser<ClassicHttpResponse> parser() {
            HttpMessageParser<ClassicHttpResponse> parser = parsers.create();
            return (read, stream) -> {
                buffer = read;
                return parser.parse(read, stream);
            };
        }

        boolean areBuffered() {
            return buffer != null && buffer.length() > 0;
        }
    }
}
