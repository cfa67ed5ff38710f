package serai.journal.operations;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Selects the dead letters that match every field. A field that is null matches all of them.
 *
 * @param destination  name of the destination
 * @param type         the record's type
 * @param failureClass the class of the last failure, or {@code differs}
 * @param since        the dead letter's state changed at that time or later
 * @param source       name of a source: selects its differing events or refused bodies, and no destination's dead letters
 */
public record DeadLetterFilter(@Nullable String destination, @Nullable String type, @Nullable String failureClass,
        @Nullable Instant since, @Nullable String source) {

    /** Selects every dead letter. */
    public static final DeadLetterFilter ALL = new DeadLetterFilter(null, null, null, null, null);
}
