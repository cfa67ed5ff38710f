package serai.destinations.http;

import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;

import java.io.IOException;

/**
 * Sends a request only if the connection holds no response yet. An endpoint that answers a request twice leaves its second
 * response there; the client would take that for the answer to the next request (RFC 9112, section 9.2, forbids to), and a batch
 * that was refused would count as delivered.
 */
final class StaleResponseCheck extends HttpRequestExecutor {

    /** How long it looks for a response on a connection of another class than {@link PooledConnection}, which tells at once. */
    private static final Timeout LOOK = Timeout.ofMilliseconds(1);

    /** @throws IOException if the endpoint has sent a response that belongs to no request; the connection is closed then */
    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, HttpClientConnection connection,
            HttpResponseInformationCallback callback, HttpContext context) throws IOException, HttpException {
        if (connection.getEndpointDetails().getRequestCount() > 0 && holdsBytes(connection)) {
            throw new IOException("the endpoint has sent a second response to the request before this one; its connection is "
                    + "closed, and this request is tried again on another");
        }
        return super.execute(request, connection, callback, context);
    }

    private static boolean holdsBytes(HttpClientConnection connection) throws IOException {
        return connection instanceof PooledConnection pooled ? pooled.holdsBytes() : connection.isDataAvailable(LOOK);
    }
}
