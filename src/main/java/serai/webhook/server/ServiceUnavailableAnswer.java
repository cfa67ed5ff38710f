package serai.webhook.server;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import serai.webhook.Problem;

import java.util.Map;

/** The answer to a request that can't be taken in at the moment. */
final class ServiceUnavailableAnswer {

    /** In seconds (RFC 9110, section 10.2.3). */
    static final String RETRY_AFTER = "5";

    private static final int STATUS = 503;

    private ServiceUnavailableAnswer() {
    }

    static void give(RoutingContext request) {
        ReadRequest.leave(request);
        request.response().putHeader("Retry-After", RETRY_AFTER).setStatusCode(STATUS).putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(Buffer.buffer(new Problem(Problem.BLANK, "Service Unavailable", STATUS,
                        "Serai is starting or stopping; send the event again later", Map.of()).json()));
    }
}
