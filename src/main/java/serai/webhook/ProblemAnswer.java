package serai.webhook;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import serai.model.ShowableMessage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Answers a request that failed with problem details (RFC 9457): a step of an {@code onException}, with one bean for each kind
 * of failure. It removes every header of the message, so that the answer echoes nothing of the request, and sets the answer's
 * headers.
 *
 * <pre>{@code
 * - beans:
 *     - name: unauthorizedAnswer
 *       type: serai.webhook.ProblemAnswer
 *       properties:
 *         status: 401
 * }</pre>
 */
public final class ProblemAnswer implements Processor {

    private static final Map<Integer, String> PHRASES = Map.of(400, "Bad Request", 401, "Unauthorized",
            403, "Forbidden", 404, "Not Found", 409, "Conflict", 413, "Content Too Large",
            415, "Unsupported Media Type", 429, "Too Many Requests", 500, "Internal Server Error",
            503, "Service Unavailable");

    private int status = 500;
    private String type = Problem.BLANK;
    private @Nullable String title;
    private int retryAfterSeconds = 30;
    private Function<? super Throwable, Map<String, Object>> details = ProblemAnswer::showable;

    /** The HTTP status, 400 to 599; 500 by default. */
    public void setStatus(int status) {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("%s is not the status of a failure; choose 400 to 599".formatted(status));
        }
        this.status = status;
    }

    /** The URI that names the kind of problem; {@value Problem#BLANK} by default. */
    public void setType(String type) {
        this.type = type;
    }

    /** The kind of problem in a few words; HTTP's phrase for the status by default. */
    public void setTitle(String title) {
        this.title = title;
    }

    /** Seconds after which the sender of a request that was answered with 429 or 503 should try again; 30 by default. */
    public void setRetryAfterSeconds(int seconds) {
        if (seconds < 0) {
            throw new IllegalArgumentException("retryAfterSeconds is %s; choose 0 or more".formatted(seconds));
        }
        retryAfterSeconds = seconds;
    }

    /**
     * Gives the members of the answer for a failure: "detail", and every other entry as an extension member. By default
     * the answer shows only a {@link ShowableMessage}, because any other message may contain data of the request.
     */
    public void setDetails(Function<? super Throwable, Map<String, Object>> details) {
        this.details = details;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, Problem.MEDIA_TYPE);
        if (status == 401) {
            message.setHeader("WWW-Authenticate", "Basic realm=\"serai\", charset=\"UTF-8\"");
        }
        if (status == 429 || status == 503) {
            message.setHeader("Retry-After", retryAfterSeconds);
        }
        message.setBody(problem(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)).json());
    }

    private Problem problem(Throwable caught) {
        Map<String, Object> told = new LinkedHashMap<>(caught == null ? Map.of() : details.apply(caught));
        Object detail = told.remove("detail");
        return new Problem(type, title == null ? PHRASES.getOrDefault(status, "Failure") : title, status,
                detail == null ? null : detail.toString(), told);
    }

    private static Map<String, Object> showable(Throwable caught) {
        return ShowableMessage.of(caught).<Map<String, Object>>map(message -> Map.of("detail", message)).orElse(Map.of());
    }
}
