package serai.journal.sql.purge;

import serai.journal.sql.query.Rows;
import serai.journal.sql.query.Statements;

import java.sql.SQLException;
import java.util.List;

/**
 * Parts of a store, each of which has the batches with the base numbers of a range and can be emptied as a whole. That leaves no
 * deleted rows behind, however many there were.
 */
public interface Partitions {

    /** A store without any. */
    Partitions NONE = new Partitions() {
        @Override
        public List<Partition> all(Rows rows) {
            return List.of();
        }

        @Override
        public boolean empty(Statements statements, Partition partition) {
            return false;
        }

        @Override
        public void dropEmpty(long lastSeq) {
            // This store has no partitions.
        }
    };

    /**
     * A part of the store.
     *
     * @param first the first base number that belongs to it
     * @param end   the first one that belongs to a later partition
     */
    record Partition(String name, long first, long end) {

        /** Whether all numbers still to be given belong to later partitions. */
        public boolean isFilled(long lastSeq) {
            return end <= lastSeq + 1;
        }
    }

    /** All partitions in their order, empty ones too. */
    List<Partition> all(Rows rows) throws SQLException;

    /**
     * Deletes all batches of a partition, unless the transaction is rolled back.
     *
     * @return whether they are deleted; not if somebody is reading them
     */
    boolean empty(Statements statements, Partition partition) throws SQLException;

    /**
     * Takes partitions that have no batch any more, and will have none, out of the store. One that somebody is reading is left
     * for the next time.
     *
     * @param lastSeq the last sequence number that was given
     */
    void dropEmpty(long lastSeq) throws SQLException;
}
