package serai.destinations;

import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.util.ObjectHelper;
import serai.destinations.database.DatabaseFailure;

import java.sql.SQLException;
import java.util.List;

/**
 * What {@code errors-delivery.camel.yaml} asks of a failure: the bean {@code cause}. It only says what happened; what that means is
 * decided in YAML.
 */
public final class FailureInspector {

    /** I/O exceptions by inheritance only. */
    private static final List<String> OF_CONTENT = List.of("com.fasterxml.jackson.core.JacksonException",
            "java.nio.charset.CharacterCodingException", "org.apache.hc.client5.http.ClientProtocolException",
            "serai.destinations.http.TokenRefusedException",
            "serai.destinations.http.UnexpectedAnswerException", "serai.destinations.files.ArchiveAlteredException");

    /** What a connection that breaks in the middle of a handshake is. */
    private static final List<String> OF_CONNECTION = List.of("java.io.EOFException", "java.net.SocketException",
            "java.net.SocketTimeoutException");

    /** The status of the HTTP answer; 0 where the failure is none. */
    public int status(Exchange exchange) {
        HttpOperationFailedException http = ObjectHelper.getException(HttpOperationFailedException.class, caught(exchange));
        return http == null ? 0 : http.getStatusCode();
    }

    /** What a database means: {@code unavailable}, {@code refused}, {@code forbidden}, {@code misconfigured}; else {@code none}. */
    public String database(Exchange exchange) {
        for (Throwable cause = caught(exchange); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) { // Camel's own search prefers what one suppresses, which it speaks for
                return DatabaseFailure.meaning(sql).word();
            }
        }
        return "none";
    }

    /** Whether the way there is broken: an I/O exception that is not about what is sent, or about how. */
    public boolean io(Exchange exchange) {
        return is(exchange, "java.io.IOException") && !tls(exchange)
                && OF_CONTENT.stream().noneMatch(content -> is(exchange, content));
    }

    /** Whether one side does not take the other's certificate, or its TLS. */
    public boolean tls(Exchange exchange) {
        return is(exchange, "javax.net.ssl.SSLException")
                && OF_CONNECTION.stream().noneMatch(broken -> is(exchange, broken));
    }

    /** Whether the failure, or any cause of it, is of the class or a subclass of it. */
    public boolean is(Exchange exchange, String className) {
        for (Throwable cause = caught(exchange); cause != null; cause = cause.getCause()) {
            for (Class<?> type = cause.getClass(); type != null; type = type.getSuperclass()) {
                if (type.getName().equals(className)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Throwable caught(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    }
}
