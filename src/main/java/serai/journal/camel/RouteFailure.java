package serai.journal.camel;

import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;
import serai.journal.attempt.AttemptFailedException;
import serai.journal.attempt.FailureClass;
import serai.journal.attempt.SentRequest;
import serai.journal.camel.sending.SentRecords;
import serai.journal.delivery.page.DeliveryFailedException;
import serai.journal.store.Failure;
import serai.model.NamesRecord;
import serai.model.TranslatedText;
import serai.model.text.BoundedText;
import serai.privacy.RecordCopies;
import serai.steps.FailedStepException;
import serai.steps.MaskedText;
import serai.steps.StepFailures;

import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a {@link Failure} for the journal from a failed exchange of a destination's route. The class is the exchange property
 * {@value #CLASS}, which {@code errors-delivery.camel.yaml} sets. From the endpoint's URI it takes the server alone, since the
 * rest may hold secrets: a user, a query, and for some receivers the path.
 */
record RouteFailure(Exchange exchange, FailedSteps steps, SentRecords sent, boolean stopping) {

    static final String CLASS = "failure";
    private static final String FROM_FALLBACK = "CamelCircuitBreakerResponseFromFallback";
    private static final int ANSWER_MAX_BYTES = 2_048;
    private static final Pattern SERVER = Pattern.compile("(\\w+://)(?:[^/?#]*@)?([^/?#]+).*", Pattern.DOTALL);

    /**
     * The route's failure, or null if it has not failed. A failure of any step counts, also one that the route has "handled",
     * because the records have not arrived. Failures on other threads after the route has given the exchange back can't be seen
     * here.
     */
    @Nullable
    Throwable cause() {
        if (exchange.getException() != null) {
            return exchange.getException();
        }
        if (steps.cause() != null) {
            return steps.cause();
        }
        Throwable caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        if (caught != null) {
            return caught;
        }
        if (exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) {
            return new IllegalStateException("the route has marked the exchange for a rollback");
        }
        return Boolean.TRUE.equals(exchange.getProperty(FROM_FALLBACK, Boolean.class))
                ? new IllegalStateException("a circuit breaker has answered with its fallback") : null;
    }

    /**
     * @param cause  as {@link #cause()} has told it
     * @param copies what the route was given
     */
    DeliveryFailedException toException(Throwable cause, Instant at, RecordCopies copies) {
        HttpOperationFailedException http = ObjectHelper.getException(HttpOperationFailedException.class, cause);
        // A stop interrupts routes, so a failure during a stop says nothing about the destination.
        FailureClass failureClass = stopping ? FailureClass.UNAVAILABLE : FailureClass.named(property(CLASS));
        Failure failure = new Failure(failureClass, at, http == null ? reason(cause) : reason(http),
                http == null ? null : http.getStatusCode(), http == null ? null : cut(http.getResponseBody()),
                property(TranslatedText.PROPERTY), property(TranslatedText.MAPPING), RetryAfter.of(http, at),
                request(http), isOfRecord(cause));
        NamesRecord named = ObjectHelper.getException(NamesRecord.class, cause);
        UUID record = named == null ? null : named.record();
        return new DeliveryFailedException(failure, cause, record == null ? null : copies.original(record));
    }

    private static boolean isOfRecord(Throwable cause) {
        AttemptFailedException telling = ObjectHelper.getException(AttemptFailedException.class, cause);
        return telling != null && telling.isOfRecord();
    }

    private static String reason(Throwable cause) {
        FailedStepException step = StepFailures.in(cause);
        return step == null ? Failure.inOneLine(cause) : Failure.ofStep(step.getClass(), step.getMessage(), step.quoted());
    }

    /** The last request; where there was an answer, with the address that was asked, which a step may have computed. */
    private @Nullable SentRequest request(@Nullable HttpOperationFailedException http) {
        SentRequest last = sent.last();
        return last == null || http == null || http.getUri() == null ? last : last.to(MaskedText.address(http.getUri()));
    }

    private static String reason(HttpOperationFailedException http) {
        Matcher server = SERVER.matcher(http.getUri() == null ? "" : http.getUri());
        return "HTTP status " + http.getStatusCode() + (server.matches() ? " from " + server.group(1) + server.group(2) : "");
    }

    /** The property as the route has set it, on the exchange or on the copy whose step has failed. */
    private @Nullable String property(String name) {
        String own = exchange.getProperty(name, String.class);
        Exchange failed = steps.first();
        return own != null || failed == null ? own : failed.getProperty(name, String.class);
    }

    private static @Nullable String cut(@Nullable String body) {
        return body == null ? null : BoundedText.cut(body, ANSWER_MAX_BYTES);
    }
}
