package serai.journal;

import org.jspecify.annotations.Nullable;
import serai.model.LearningRecord;
import serai.model.trace.TraceContext;

import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The part of the journal that the end of a source's route uses: it keeps records, and counts events that are left out. Safe
 * for use by several threads.
 */
public interface Inbox {

    /**
     * Keeps a record for the destinations named. Many appends share one commit.
     *
     * @param record       what to keep, with its raw payload; its id and time decide whether it is new
     * @param destinations names of routes that read {@code journal:NAME}; at least one
     * @param trace        the span that the record's deliveries follow; null if there is none
     * @return completes after the commit, when the record is on the disk; on a thread of the journal's, or before the call
     *         returns. Completes exceptionally with {@link JournalFullException}, {@link JournalUnavailableException} or
     *         {@link RecordRefusedException}; then the caller must not acknowledge. Nothing was kept, unless the connection to
     *         the database was lost during the commit
     */
    CompletionStage<Appended> append(LearningRecord record, Set<String> destinations, @Nullable TraceContext trace);

    /** As {@link #append(LearningRecord, Set, TraceContext)}, where nothing is traced. */
    default CompletionStage<Appended> append(LearningRecord record, Set<String> destinations) {
        return append(record, destinations, null);
    }

    /**
     * Counts an event that is left out on purpose. The journal does not keep the event.
     *
     * @param source the source's name
     * @return completes after the commit, or exceptionally as {@link #append(LearningRecord, Set, TraceContext)}
     */
    CompletionStage<Void> countFiltered(String source);
}
