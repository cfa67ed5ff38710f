package serai.journal.operations;

import org.jspecify.annotations.Nullable;
import serai.journal.DeadLetterId;
import serai.journal.RecordState;

import java.time.Instant;

/**
 * A dead letter or another record that has not arrived, in one line. It has no personal data.
 *
 * @param id           the dead letter's id
 * @param state        the record's state
 * @param type         the record's type; null if there is no record
 * @param failureClass the class of its last failure; {@code differs} or {@code rejected} if it was given to no destination;
 *                     null for an unrouted record
 * @param status       the HTTP answer's status; null if there was no answer
 * @param attempts     number of attempts with this record alone
 * @param at           when its state last changed
 * @param reason       the reason in one line, if Serai has worded it; null if a destination has, since its words may name
 *                     people
 */
public record DeadLetter(DeadLetterId id, RecordState state, @Nullable String type, @Nullable String failureClass,
        @Nullable Integer status, int attempts, Instant at, @Nullable String reason) {
}
