package serai.journal.delivery;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import serai.journal.DeadLetterId;
import serai.journal.DestinationState;
import serai.journal.JournalUnavailableException;
import serai.journal.RecordState;
import serai.journal.attempt.FailureClass;
import serai.journal.delivery.page.RefusedRuns;
import serai.journal.delivery.retry.RetryPolicy;
import serai.journal.store.Failure;
import serai.journal.store.Settlement;
import serai.journal.store.Settlement.Settled;
import serai.model.FailureText;
import serai.model.text.VisibleLine;
import serai.model.trace.LogContext;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import static serai.installation.Installation.SERAI;

/** Logs the changes of a delivery's state on which an operator may have to act, and nothing else. */
final class DeliveryLog {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryLog.class);
    private static final Duration BETWEEN_DEAD_LETTERS = Duration.ofMinutes(1);

    private final String destination;
    private final RetryPolicy policy;
    private final Clock clock;
    private int dead; // dead letters that are not logged yet
    private @Nullable Settled lastDead; // null before the first
    private Instant deadLoggedAt = Instant.MIN;
    private boolean told; // whether trouble was logged since the start
    private @Nullable FailureClass stopped; // the class logged last for a stop; null if no stop was logged
    private @Nullable String state; // the logged reason why the delivery stands still; null if it does not

    DeliveryLog(String destination, RetryPolicy policy, Clock clock) {
        this.destination = destination;
        this.policy = policy;
        this.clock = clock;
    }

    /** Logs what has changed with a settlement, and its dead letters. */
    void tell(DestinationState from, Settlement settlement, @Nullable Failure failure) {
        tell(from, settlement.to(), failure);
        settlement.settled().stream().filter(one -> one.outcome() == RecordState.DEAD).forEach(one -> {
            dead++;
            lastDead = one;
        });
        deadLetters();
    }

    private void tell(DestinationState from, DestinationState to, @Nullable Failure failure) {
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
                    + SERAI + " destinations resume {}{}", destination, to.stopped().word(),
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
    }

    /** Logs the dead letters since the last line about some, once a minute at the most. The delivery calls this all the time. */
    void deadLetters() {
        Instant now = clock.instant();
        Settled last = lastDead;
        if (dead == 0 || last == null || now.isBefore(deadLoggedAt.plus(BETWEEN_DEAD_LETTERS)) && !now.isBefore(deadLoggedAt)) {
            return;
        }
        DeadLetterId id = new DeadLetterId(DeadLetterId.Content.RECORD, destination, last.entry().seq());
        Failure failure = last.failure();
        String which = "%s of type %s, %s".formatted(id, VisibleLine.escaped(last.entry().record().type(), ""),
                failure == null ? "failed" : failure.loggableWithClass());
        if (dead == 1) {
            try (MDC.MDCCloseable record = LogContext.of(last.entry().record());
                    MDC.MDCCloseable trace = LogContext.ofTrace(last.entry().trace())) {
                LOG.warn("Dead lettered for {}: {}. " + SERAI + " dead-letters show {}", destination, which, id);
            }
        } else {
            LOG.warn("Dead lettered for {}: {} records, the last {}. " + SERAI + " dead-letters list --destination {}", destination,
                    dead,
                    which, destination);
        }
        dead = 0;
        deadLoggedAt = now;
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
