package serai.journal.operations;

import org.jspecify.annotations.Nullable;
import serai.journal.attempt.SentRequest;
import serai.model.Payload;

import java.time.Instant;
import java.util.List;

/**
 * Everything that the journal knows of a dead letter. This is personal data: show it to the operator who asked for it, and
 * never log it.
 *
 * @param letter     the dead letter in one line
 * @param receivedAt when Serai received the event; null if {@code raw} is
 * @param raw        the payload as received; null if the record was purged after its retention
 * @param record     the canonical record as JSON; null if {@code raw} is, and for a body that was no event
 * @param edited     the record as an operator has edited it; null if nobody has
 * @param reason     why it is a dead letter, in one line; null if no attempt with it alone has failed
 * @param answer     the beginning of the destination's answer; null if there was none
 * @param request    how the record left the last time; null if it was never sent by itself
 * @param translated the record as translated; null if it failed before the translation and was not sent
 * @param mapping    the version of that translation; null if the route names none
 * @param why        the reason that an operator has given; null if nobody has
 * @param attempts   every failed attempt with this record alone, in order
 */
public record DeadLetterDetails(DeadLetter letter, @Nullable Instant receivedAt, @Nullable Payload raw, @Nullable String record,
        @Nullable String edited, @Nullable String reason, @Nullable String answer, @Nullable SentRequest request,
        @Nullable String translated, @Nullable String mapping, @Nullable String why, List<FailedAttempt> attempts) {

    /**
     * One failed attempt.
     *
     * @param at           when the attempt failed
     * @param failureClass the class of the failure
     * @param status       the HTTP answer's status; null if there was no answer
     * @param reason       the reason in one line
     * @param mapping      the version of the translation; null if the route names none
     */
    public record FailedAttempt(Instant at, String failureClass, @Nullable Integer status, String reason,
            @Nullable String mapping) {
    }

    public DeadLetterDetails {
        attempts = List.copyOf(attempts);
    }
}
