package serai.journal.sql.query;

import java.sql.SQLException;
import java.util.List;

/**
 * How one store's transactions begin and end. Belongs to one connection, whose statements it gets. A transaction that writes is
 * the only one of its journal from its begin to its end, whatever the store.
 */
public interface StoreSession {

    /**
     * Another writer has committed since this writer's last transaction, and this transaction was begun as if none had: it has
     * to be repeated.
     */
    final class OthersHaveWrittenException extends SQLException {

        private static final long serialVersionUID = 1;

        public OthersHaveWrittenException() {
            super("others have written meanwhile");
        }
    }

    /**
     * The connection was lost during the commit, so it is not known whether the server has committed. The transaction must not
     * be repeated.
     */
    final class OutcomeUnknownException extends SQLException {

        private static final long serialVersionUID = 1;

        public OutcomeUnknownException(SQLException cause) {
            super(cause.getMessage(), cause.getSQLState(), cause);
        }
    }

    /**
     * Begins a transaction as the only writer; waits for the others.
     *
     * @return the version of the data, which differs from the one before if another connection has committed since
     */
    long begin(Statements statements) throws SQLException;

    /**
     * Called before each statement of a transaction: a store may put off the begin until the first one.
     *
     * @throws OthersHaveWrittenException if {@link #begin} has returned the version of before although another connection has
     *                                    committed
     */
    default void beforeStatement(Statements statements) throws SQLException {
        // Most begin at once.
    }

    /**
     * Executes the last statements and commits. May throw what {@link #beforeStatement} does.
     *
     * @param appended whether records were appended: other processes may have to know
     * @return bytes that the journal fills then, as {@link #bytes}
     * @throws OutcomeUnknownException if the transaction may have been committed all the same
     */
    long commit(Statements statements, List<LastStatement> last, boolean appended) throws SQLException;

    void rollback(Statements statements) throws SQLException;

    /** The number of the next kind. None is given twice, not even where the row of the last one is lost. */
    long nextKind(Statements statements) throws SQLException;

    /** Makes the partition for a batch, in a store that has partitions. */
    default void makeRoom(Statements statements, long baseSeq) throws SQLException {
        // Most have none.
    }

    /** As {@link Statements#takesArrays}. */
    default boolean takesArrays() {
        return false;
    }

    /** Has the journal's bytes measured at the next request, in a store that measures only now and then. */
    default void measureAnew() {
        // Most measure each time.
    }

    /** Bytes that the journal fills, as the transaction sees it; free pages inside the store count as room. */
    long bytes(Statements statements) throws SQLException;
}
