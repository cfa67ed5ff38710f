package serai.journal.component;

import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.util.ObjectHelper;
import serai.journal.Failure;
import serai.journal.FailureClass;
import serai.journal.NotTakenException;

import java.time.Instant;

/**
 * What the journal is told of a destination's route that has failed. The class is the exchange property
 * {@value #CLASS}, which {@code errors.camel.yaml} sets; the endpoint's URI is left out, since it may hold secrets.
 */
record RouteFailure(Exchange exchange, boolean stopping) {

    static final String CLASS = "failure";
    private static final String TRANSLATED = "serai.translated";
    private static final String MAPPING = "serai.mapping";
    private static final int ANSWER_MAX = 2_048;

    /** The route's failure, or null: one that it has "handled" is still a failure, for the records have not arrived. */
    static Exception of(Exchange exchange) {
        return exchange.getException() != null ? exchange.getException()
                : exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    }

    NotTakenException toException(Instant at) {
        Exception cause = of(exchange);
        HttpOperationFailedException http = ObjectHelper.getException(HttpOperationFailedException.class, cause);
        // A stop interrupts routes: whatever they make of that says nothing about the destination.
        FailureClass kind = stopping ? FailureClass.UNAVAILABLE
                : FailureClass.named(exchange.getProperty(CLASS, String.class));
        Failure failure = new Failure(kind, at, http == null ? Failure.inOneLine(cause) : "HTTP status " + http.getStatusCode(),
                http == null ? null : http.getStatusCode(), http == null ? null : cut(http.getResponseBody()),
                exchange.getProperty(TRANSLATED, String.class), exchange.getProperty(MAPPING, String.class),
                RetryAfter.of(http, at));
        return new NotTakenException(failure, cause);
    }

    private static String cut(String body) {
        return body == null || body.length() <= ANSWER_MAX ? body : body.substring(0, ANSWER_MAX);
    }
}
