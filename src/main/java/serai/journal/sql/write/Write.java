package serai.journal.sql.write;

import java.sql.SQLException;

/** One change of the journal, applied in a transaction. If that transaction fails, the change may be applied again in another. */
@FunctionalInterface
public interface Write<T> {

    T apply(Transaction transaction) throws SQLException;

    /** A change without a result. */
    @FunctionalInterface
    interface WithoutResult extends Write<Void> {

        void change(Transaction transaction) throws SQLException;

        @Override
        default Void apply(Transaction transaction) throws SQLException {
            change(transaction);
            return null;
        }
    }
}
