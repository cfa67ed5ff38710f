package serai.destinations;

import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.util.ObjectHelper;
import serai.destinations.database.DatabaseFailure;
import serai.destinations.lrs.LrsClient;
import serai.destinations.mail.MailFailure;
import serai.destinations.sftp.SftpFailure;
import serai.journal.attempt.AttemptFailedException;
import serai.journal.attempt.FailureClass;
import serai.steps.FailedStepException;
import serai.steps.StepFailures;

import java.sql.SQLException;
import java.util.List;

/**
 * Answers the questions that {@code errors-delivery.camel.yaml} asks about a failure, as the bean {@code cause}. It only says
 * what has happened; the YAML decides what that means.
 */
public final class FailureInspector {

    /** Classes that extend IOException, but tell of the content that was sent or received, not of the connection. */
    private static final List<String> OF_CONTENT = List.of("com.fasterxml.jackson.core.JacksonException",
            "java.nio.charset.CharacterCodingException", "org.apache.hc.client5.http.ClientProtocolException",
            "serai.destinations.http.TokenRefusedException",
            "serai.destinations.http.UnexpectedAnswerException", "serai.destinations.files.ArchiveAlteredException");

    /** Exceptions of a connection that breaks during a TLS handshake. */
    private static final List<String> OF_CONNECTION = List.of("java.io.EOFException", "java.net.SocketException",
            "java.net.SocketTimeoutException");

    private static final String JSCH = "com.jcraft.jsch.";
    private static final String NONE = "none";
    private static final int CONFLICT = 409;

    /** The status of the HTTP answer; 0 if the failure isn't an HTTP answer. */
    public int status(Exchange exchange) {
        HttpOperationFailedException http = ObjectHelper.getException(HttpOperationFailedException.class, caught(exchange));
        return http == null ? 0 : http.getStatusCode();
    }

    /**
     * The class of a database's failure: {@code unavailable}, {@code refused}, {@code forbidden}, {@code misconfigured}; else
     * {@code none}.
     */
    public String database(Exchange exchange) {
        for (Throwable cause = caught(exchange); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) { // Camel's own search would prefer a suppressed exception
                return DatabaseFailure.meaning(sql).word();
            }
        }
        return NONE;
    }

    /**
     * The class that the failure itself carries, as those of mail servers, SFTP servers and Azure Blob Storage do: the word of a
     * {@link FailureClass}; {@code none} if it carries none. An {@link LrsClient} marks a 409 as a conflict.
     */
    public String told(Exchange exchange) {
        AttemptFailedException telling = ObjectHelper.getException(AttemptFailedException.class, caught(exchange));
        if (telling != null) {
            return telling.meaning().word();
        }
        HttpOperationFailedException http = ObjectHelper.getException(HttpOperationFailedException.class, caught(exchange));
        return http != null && http.getStatusCode() == CONFLICT && http.getResponseHeaders() != null
                && http.getResponseHeaders().containsKey(LrsClient.KNOWN_ID) ? FailureClass.CONFLICT.word() : NONE;
    }

    /**
     * The class of a failure of SFTP: {@code unavailable}, {@code forbidden}, {@code misconfigured}; {@code none} if it is none.
     * It loads JSch only if the failure is one of JSch.
     */
    public String sftp(Exchange exchange) {
        for (Throwable cause = caught(exchange); cause != null; cause = cause.getCause()) {
            if (cause.getClass().getName().startsWith(JSCH)) {
                return SftpFailure.meaning(cause).map(FailureClass::word).orElse(NONE);
            }
        }
        return NONE;
    }

    /**
     * The class of a failure of Camel's own mail component, whose exceptions carry none: {@code unavailable}, {@code refused},
     * {@code forbidden}, {@code misconfigured}; else {@code none}. Broken connections and TLS are asked for by {@link #io} and
     * {@link #tls}.
     */
    public String mail(Exchange exchange) {
        return MailFailure.meaning(caught(exchange)).map(FailureClass::word).orElse(NONE);
    }

    /**
     * The class of a failure of one of the route's own steps, such as an expression: {@code misconfigured} if it fails for each
     * record, {@code refused} if the record lacks something, {@code unknown} if that can't be told; else {@code none}.
     */
    public String step(Exchange exchange) {
        FailedStepException step = StepFailures.in(caught(exchange));
        return step == null ? NONE : step.fault().word();
    }

    /** Whether the connection is broken: an I/O exception that is neither about the content nor about TLS. */
    public boolean io(Exchange exchange) {
        return is(exchange, "java.io.IOException") && !tls(exchange)
                && OF_CONTENT.stream().noneMatch(content -> is(exchange, content));
    }

    /** Whether one side refuses the other's certificate, or its TLS parameters. */
    public boolean tls(Exchange exchange) {
        return is(exchange, "javax.net.ssl.SSLException")
                && OF_CONNECTION.stream().noneMatch(broken -> is(exchange, broken));
    }

    /** Whether the failure, or a cause of it, is an instance of the class or of a subclass. */
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
