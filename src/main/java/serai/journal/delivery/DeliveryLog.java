package serai.journal.delivery;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.DestinationState;
import serai.journal.FailureClass;
import serai.journal.JournalUnavailableException;
import serai.journal.store.Failure;
import serai.model.FailureText;

/** Logs the changes of a delivery's state on which an operator may have to act, and nothing else. */
final class DeliveryLog {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryLog.class);

    private final String destination;
    private final RetryPolicy policy;
    private boolean told; // whether trouble was logged since the start
    private @Nullable FailureClass stopped; // the class logged last for a stop; null if no stop was logged
    private @Nullable String state; // the logged reason why the delivery stands still; null if it does not

    DeliveryLog(String destination, RetryPolicy policy) {
        this.destination = destination;
        this.policy = policy;
    }

    void tell(DestinationState from, DestinationState to, PageDelivery pass) {
        Failure failure = pass.ended();
        if (!to.isTroubled()) {
            told = false;
            stopped = null;
            if (from.isTroubled()) {
                LOG.info("Destination {} gets records again, after {} failed attempts.", destination, from.failures());
            }
        } else if (to.stopped() != null && (from.stopped() == null || stopped != to.stopped())) {
            told = true;
            stopped = to.stopped();
            boolean run = to.stopped() == FailureClass.REFUSED;
            LOG.error("Destination {} has stopped, {}: {}{}. Its records wait; Serai tries again every {} s. Once it is fixed: "
                    + "./serai destinations resume {}{}", destination, to.stopped().word(),
                    run ? RefusedRuns.STOPS_AT + " records of a type in a row were " : "",
                    failure == null ? to.failure() : failure.loggable(),
                    policy.stopped().toSeconds(), destination,
                    run ? "; add --refuse-run if the records themselves are bad" : "");
        } else if (!from.isTroubled() || !told || stopped != null && to.stopped() == null && failure != null) {
            told = true;
            stopped = null;
            LOG.warn("Destination {} can't be delivered to: {}. Its records wait, and Serai tries again.", destination,
                    failure == null ? "some records fail" : failure.loggable());
        }
        if (!pass.refused().isEmpty()) {
            LOG.warn("Dead lettered for {}: {}. ./serai dead-letters list --destination {}", destination,
                    pass.refused().size() == 1 ? "a record" : pass.refused().size() + " records", destination);
        }
    }

    /** Logs each reason once. Either the journal can't be read or written, or the delivery itself is at fault. */
    void standsStill(RuntimeException cause) {
        String reason = reason(cause);
        if (!reason.equals(state)) {
            state = reason;
            LOG.error("Destination {} has stalled: {}. Its records wait{}.", destination, reason,
                    reason.contains("restart Serai") ? "" : ", and it continues by itself once that has ended");
        }
        LOG.debug("The journal can't be read or written for destination {}", destination, cause);
    }

    static String reason(RuntimeException cause) {
        String reason = cause instanceof JournalUnavailableException && cause.getMessage() != null
                ? FailureText.firstLine(cause) : Failure.inOneLine(cause);
        return reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
    }

    void goesOn() {
        if (state != null) {
            state = null;
            LOG.info("Destination {} continues.", destination);
        }
    }
}
