package serai.destinations.http;

import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;
import serai.destinations.attempt.Deadline;
import serai.destinations.attempt.Deadlines;

import java.io.IOException;
import java.time.Duration;

/**
 * Ends an attempt that takes too long in all: from waiting for a connection to the last byte of the answer, with the token that
 * it needs and the question about a statement that is known. Its request is aborted then, wherever it stands.
 */
final class WholeAttempt implements ExecChainHandler {

    private static final String DEADLINE = "serai.deadline";

    /** Of an endpoint that has no time-outs of its own. */
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final Deadlines deadlines;
    private final Duration most;

    /** @param most zero: as long as the endpoint's time-outs are for a connection and two answers */
    WholeAttempt(Deadlines deadlines, Duration most) {
        this.deadlines = deadlines;
        this.most = most;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        try (Deadline deadline = deadlines.begin(most.isZero() ? most(scope.clientContext.getRequestConfigOrDefault()) : most)) {
            scope.clientContext.setAttribute(DEADLINE, deadline);
            abortWith(scope.clientContext, scope.originalRequest);
            try {
                return chain.proceed(request, scope);
            } catch (IOException | HttpException | RuntimeException e) {
                if (deadline.isOver()) {
                    throw deadline.failure(e);
                }
                throw e;
            }
        }
    }

    @SuppressWarnings("deprecation") // where Camel sets it
    private static Duration most(RequestConfig timeOuts) {
        Duration answer = orElse(timeOuts.getResponseTimeout(), ANSWER);
        return orElse(timeOuts.getConnectTimeout(), CONNECT).plus(answer).plus(answer);
    }

    private static Duration orElse(Timeout set, Duration otherwise) {
        return set == null || set.isDisabled() ? otherwise : set.toDuration();
    }

    /** From now on the end of the time aborts that request. */
    static void abortWith(HttpContext context, Object request) {
        if (context.getAttribute(DEADLINE) instanceof Deadline deadline && request instanceof Cancellable cancellable) {
            deadline.abortBy(cancellable::cancel);
        }
    }
}
