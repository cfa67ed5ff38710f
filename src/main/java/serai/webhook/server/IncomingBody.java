package serai.webhook.server;

import io.netty.handler.codec.DecoderException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.handler.HttpException;

import java.util.Arrays;

/**
 * Reads the body of a request whose sender was let in. The body is copied once, within the bound of one body and the bound of
 * all bodies together. If the head tells the length, room for all of it is taken at once, otherwise as the body grows. Used on
 * the request's event loop.
 */
final class IncomingBody {

    private static final byte[] NONE = {};

    private final HttpServerRequest request;
    private final BodiesInFlight all;
    private final long max;
    private final Promise<byte[]> whole = Promise.promise();
    private byte[] bytes = NONE;
    private int filled;
    private long room;

    /** @param max maximum length of the body in bytes */
    IncomingBody(HttpServerRequest request, BodiesInFlight all, long max) {
        this.request = request;
        this.all = all;
        this.max = max;
    }

    /**
     * Begins to read, and answers {@code 100 Continue} if the sender has asked for it. The future fails with an
     * {@link HttpException} of 413, 503 or 400; then the caller leaves unread what the sender still sends. The caller calls
     * {@link #leave} in every case.
     */
    Future<byte[]> read() {
        String told = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        long length;
        try {
            length = told == null ? 0 : Long.parseLong(told);
        } catch (NumberFormatException e) { // possible with a host's own server
            return Future.failedFuture(new HttpException(400));
        }
        if (!takeRoom(length)) {
            return whole.future();
        }
        bytes = length == 0 ? NONE : new byte[(int) length];
        request.handler(this::add);
        request.endHandler(unused -> whole.tryComplete(filled == bytes.length ? bytes : Arrays.copyOf(bytes, filled)));
        request.exceptionHandler(cause -> whole.tryFail(cause instanceof DecoderException ? new HttpException(400, cause) : cause));
        if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
            request.response().writeContinue();
        }
        return whole.future();
    }

    private void add(Buffer part) {
        if (whole.future().isComplete()) {
            return;
        }
        int needed = filled + part.length();
        if (needed > bytes.length) {
            if (!takeRoom(needed - room)) {
                return;
            }
            bytes = Arrays.copyOf(bytes, filled == 0 ? needed : Math.max(needed, (int) Math.min(max, 2L * filled)));
        }
        part.getBytes(bytes, filled);
        filled = needed;
    }

    private boolean takeRoom(long more) {
        if (room + more > max) {
            whole.tryFail(new HttpException(413));
        } else if (!all.enter(more)) {
            whole.tryFail(new HttpException(503));
        } else {
            room += more;
            return true;
        }
        return false;
    }

    /** Frees the body's room, after it was taken in or given up. */
    void leave() {
        all.leave(room);
        room = 0;
    }
}
