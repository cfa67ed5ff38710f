package serai.journal.sql.index;

import java.sql.SQLException;

/**
 * An index by hash whose newest entries are in memory only. In an index each hash falls on another page, so each new entry would
 * write a page; many that are sorted write each page once.
 */
interface StagedIndex {

    /** How many entries are in memory. */
    int size();

    /** Writes the entries in memory into the table. */
    void sort() throws SQLException;

    /** Forgets the entries in memory. */
    void clear();

    /** Forgets the entries that were added since the last commit. */
    void rolledBack();

    /** Notes that the entries added since the last commit are stored. */
    void committed();
}
