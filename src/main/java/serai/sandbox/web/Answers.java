package serai.sandbox.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

import java.util.Map;

/** How the sandbox answers: JSON, and an error as {@code {"error": "…"}}. */
public final class Answers {

    private static final String JSON = "application/json";

    private Answers() {
    }

    public static void json(RoutingContext request, int status, byte[] body) {
        if (Faults.resets(request)) {
            request.request().connection().close();
            return;
        }
        request.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(Buffer.buffer(body));
    }

    public static void nothing(RoutingContext request) {
        if (Faults.resets(request)) {
            request.request().connection().close();
            return;
        }
        request.response().setStatusCode(204).end();
    }

    /** Answers a request that has failed, with a handler's exception or a status of Vert.x. */
    public static void failure(RoutingContext request) {
        if (request.response().ended() || request.response().closed()) {
            return;
        }
        if (request.failure() instanceof ClientErrorException refused) {
            error(request, refused.status(), refused.getMessage());
        } else if (request.statusCode() == 413) {
            // The rest of the body is still being sent; only closing the connection ends that.
            request.response().putHeader(HttpHeaders.CONNECTION, "close");
            error(request, 413, "the body is larger than this server accepts");
        } else {
            error(request, request.statusCode() > 0 ? request.statusCode() : 500, "the request can't be handled");
        }
    }

    private static void error(RoutingContext request, int status, String message) {
        json(request, status, StrictJson.write(Map.of("error", message)));
    }
}
