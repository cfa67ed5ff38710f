package serai.journal.operations;

import serai.model.Payload;

import java.time.Instant;
import java.util.List;

/**
 * Everything that is known of a dead letter. Personal data: for whoever has asked for this one, never for a log.
 *
 * @param letter     the same in one line
 * @param receivedAt when Serai took it in
 * @param raw        as received; null where the record has gone with the time that it was kept for
 * @param record     the canonical record as JSON; null as {@code raw}, and for a body that was no event
 * @param edited     the record as an operator has mended it; null where nobody has
 * @param reason     why it is here, in one line
 * @param answer     the beginning of the destination's answer; null where there was none
 * @param translated as it was sent; null where it was not translated yet
 * @param mapping    the version of that translation; null where none was told
 * @param why        what an operator has said; null where nobody has
 * @param attempts   every attempt at it by itself that has failed, in order
 */
public record DeadLetterDetails(DeadLetter letter, Instant receivedAt, Payload raw, String record, String edited, String reason,
                      String answer, String translated, String mapping, String why, List<FailedAttempt> attempts) {

    /**
     * One attempt.
     *
     * @param at           when it failed
     * @param failureClass what that meant
     * @param status       status of the HTTP answer; null where there was none
     * @param reason       in one line
     * @param mapping      the version of the translation; null where none was told
     */
    public record FailedAttempt(Instant at, String failureClass, Integer status, String reason, String mapping) {
    }

    public DeadLetterDetails {
        attempts = List.copyOf(attempts);
    }
}
