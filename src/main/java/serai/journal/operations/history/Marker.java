package serai.journal.operations.history;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that happened, as charts mark it.
 *
 * @param name the destination that it happened to; empty for Serai itself
 */
public record Marker(Instant at, String name, Event event) {

    /** What can be marked. */
    public enum Event {
        /** Serai was started. */
        STARTED,
        /** Edited routes were taken over. */
        EDITED,
        /** A destination has stopped. */
        STOPPED,
        /** A destination that had stopped gets records again, or is tried again. */
        RESUMED;

        /** The event of a word in the journal; empty for any other. */
        static Optional<Event> of(String word) {
            return Arrays.stream(values()).filter(event -> event.word().equals(word)).findFirst();
        }

        /** The word in the journal. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
