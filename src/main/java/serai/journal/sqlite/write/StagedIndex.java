package serai.journal.sqlite.write;

import java.sql.SQLException;

/**
 * What is looked for by a hash. In an index each hash goes to a page of its own, and a page is written for each. So the newest
 * stand apart, in the order in which they came, and in memory; when they are many, all of them are sorted into the index at once.
 */
abstract class StagedIndex {

    private static final long UNKNOWN = -1;

    private long version = UNKNOWN;

    /**
     * What another connection has added is not in memory; nor is, after a rollback, certain what is.
     *
     * @param now the version of the data: another one whenever another connection has committed
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

    /** From now on, unless this is rolled back, all of them stand in the index. */
    abstract void sort() throws SQLException;
}
