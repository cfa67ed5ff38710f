package serai.journal.operations.history;

import serai.journal.attempt.Latencies;

import java.time.Duration;
import java.time.Instant;

/**
 * The counters of a source or a destination at a time.
 *
 * @param at      the begin of a minute
 * @param name    {@code source mct} or {@code destination lrs}
 * @param done    records accepted, or delivered, since the journal began
 * @param failed  bodies rejected since the journal began, or records that are dead letters at that time
 * @param pending records pending for the destination; 0 for a source
 * @param lag     how long ago the oldest of them was received; zero for none
 * @param cursor  the destination's cursor; of a source, {@link serai.journal.SourceCounts#sent}, or 0 in samples of older versions
 * @param latency latencies of the records delivered since the journal counts them; none for a source
 */
public record CounterSample(Instant at, String name, long done, long failed, long pending, Duration lag, long cursor,
        Latencies latency) {

    /** A sample without latencies: of a source, or of a destination before anything was counted. */
    public CounterSample(Instant at, String name, long done, long failed, long pending, Duration lag, long cursor) {
        this(at, name, done, failed, pending, lag, cursor, Latencies.NONE);
    }
}
