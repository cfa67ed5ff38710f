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
import serai.destinations.deadlines.Deadline;
import serai.destinations.deadlines.Deadlines;

import java.io.IOException;
import java.time.Duration;

/**
 * Ends an attempt that takes too long in all: from waiting for a connection to the last byte of the answer, including the
 * request for a token and the question about a known statement. It aborts the request that is under way at that moment.
 */
final class AttemptTimeLimit implements ExecChainHandler {

    private static final String DEADLINE = "serai.deadline";

    /** Time-outs that count if the endpoint has none. */
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final Deadlines deadlines;
    private final Duration most;

    /** @param most time limit of an attempt; zero for the sum of the endpoint's time-outs for a connection and two answers */
    AttemptTimeLimit(Deadlines deadlines, Duration most) {
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

    /** Makes that request the one that is aborted at the deadline. */
    static void abortWith(HttpContext context, Object request) {
        if (context.getAttribute(DEADLINE) instanceof Deadline deadline && request instanceof Cancellable cancellable) {
            deadline.abortBy(cancellable::cancel);
        }
    }
}
