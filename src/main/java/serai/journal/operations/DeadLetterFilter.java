package serai.journal.operations;

import java.time.Instant;

/**
 * Which dead letters: those that all of it holds for. What is null holds for all.
 *
 * @param destination  name of the destination
 * @param type         the record's type
 * @param failureClass what the last failure meant, {@code differs} included
 * @param since        changed at that time or later
 * @param source       name of the source whose differing events are meant; then no destination's
 */
public record DeadLetterFilter(String destination, String type, String failureClass, Instant since, String source) {

    /** Every one of them. */
    public static final DeadLetterFilter ALL = new DeadLetterFilter(null, null, null, null, null);
}
