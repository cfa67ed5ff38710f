package serai.journal.operations;

import serai.journal.DeadLetterId;
import serai.journal.RecordState;

import java.time.Instant;

/**
 * Something that has not arrived, in one line: nothing of it tells who has learned what.
 *
 * @param id           its name
 * @param state        where it stands
 * @param type         the record's type; null where there is no record
 * @param failureClass what its last failure meant; {@code differs} and {@code rejected} where it has reached no destination
 * @param status       status of the HTTP answer; null where there was none
 * @param attempts     how often it was tried by itself
 * @param at           when it last changed
 * @param reason       why, in one line, where it is in our own words; null where they are a destination's, which may name people
 */
public record DeadLetter(DeadLetterId id, RecordState state, String type, String failureClass, Integer status, int attempts,
                         Instant at, String reason) {
}
