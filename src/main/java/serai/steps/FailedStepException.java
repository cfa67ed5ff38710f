package serai.steps;

import org.apache.camel.RuntimeCamelException;
import org.jspecify.annotations.Nullable;
import serai.model.FailureText;
import serai.model.ShowableMessage;

/**
 * A step of a route has failed by itself, and not because of a system that it has called: an expression, a bean, a conversion.
 * The message says where and why, and quotes nothing of an event.
 */
public final class FailedStepException extends RuntimeCamelException implements ShowableMessage {

    /** Whose fault a failed step is. */
    public enum Fault {
        /** The step's: it fails for each record. */
        STEP("misconfigured"),
        /** The record's: the step lacks a value, or can't use it. */
        RECORD("refused"),
        /** That can't be told. */
        UNKNOWN("unknown");

        private final String word;

        Fault(String word) {
            this.word = word;
        }

        /** The class of failure that this is. */
        public String word() {
            return word;
        }
    }

    private final Fault fault;

    FailedStepException(String message, Fault fault, Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** Whose fault it is. */
    public Fault fault() {
        return fault;
    }

    /** What the cause says. It may quote the event: store it, and don't log it. Null if it says nothing. */
    public @Nullable String quoted() {
        Throwable innermost = FailureText.innermost(this);
        return innermost == this || innermost.getMessage() == null ? null : FailureText.firstLine(innermost);
    }
}
