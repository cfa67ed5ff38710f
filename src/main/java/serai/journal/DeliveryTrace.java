package serai.journal;

import serai.model.LearningRecord;

import java.util.Locale;
import java.util.Map;

/**
 * Where one record is.
 *
 * @param seq          its sequence number
 * @param record       the record
 * @param destinations by name, each destination that it was named for
 */
public record DeliveryTrace(long seq, LearningRecord record, Map<String, State> destinations) {

    /** How far a record has come with one destination. */
    public enum State {
        PENDING, DELIVERED, DEAD, DROPPED;

        /** The state of that word. */
        public static State named(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        /** The word that people and machines read. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
