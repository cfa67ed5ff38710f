package serai.journal.operations;

import serai.journal.RecordState;
import serai.model.Payload;

import java.time.Instant;
import java.util.Map;

/**
 * A record as the journal keeps it.
 *
 * @param seq          its sequence number
 * @param receivedAt   when it was received
 * @param source       the name of its source
 * @param type         its type
 * @param destinations its state with each destination that it was named for, by the destination's name
 * @param json         the canonical record, on one line
 * @param raw          as it was received
 */
public record StoredRecord(long seq, Instant receivedAt, String source, String type,
        Map<String, RecordState> destinations, String json, Payload raw) {
}
