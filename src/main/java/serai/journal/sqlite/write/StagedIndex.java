package serai.journal.sqlite.write;

import java.sql.SQLException;

/**
 * An index by hash with a stage for new entries. In an index each hash falls on another page, so each new entry would write a
 * page. Therefore new entries first go into a table in the order of arrival, and into memory; when there are many, all of them
 * are sorted into the index at once.
 */
abstract class StagedIndex {

    private static final long UNKNOWN = -1;

    private long version = UNKNOWN;

    /**
     * Begins a transaction. Entries that another connection has added are not in memory, and after a rollback the memory may be
     * wrong: then all entries are sorted into the index first.
     *
     * @param now the version of the data, which changes whenever another connection commits
     */
    final void begin(long now) throws SQLException {
        if (now != version || isMany()) {
            sort();
            version = now;
        }
    }

    final void rolledBack() {
        version = UNKNOWN;
    }

    abstract boolean isMany();

    /** Moves all staged entries into the index, unless the transaction is rolled back. */
    abstract void sort() throws SQLException;
}
