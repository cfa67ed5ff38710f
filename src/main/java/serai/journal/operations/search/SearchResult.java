package serai.journal.operations.search;

import java.util.List;

/**
 * What a search has found, and how far it has looked: it reads a bounded part of the journal.
 *
 * @param records the records, the newest first
 * @param before  the query's {@code before} for a search that goes on where this one has ended; 0 if none is left
 */
public record SearchResult(List<FoundRecord> records, long before) {

    public SearchResult {
        records = List.copyOf(records);
    }

    /** Whether older records were not looked at. */
    public boolean goesOn() {
        return before > 0;
    }
}
