package serai.journal.operations;

import serai.journal.JournalUnavailableException;
import serai.journal.RecordRefusedException;
import serai.journal.sqlite.query.SqlFailure;
import serai.journal.sqlite.write.SizeLimit;
import serai.journal.sqlite.write.Transaction;
import serai.journal.sqlite.write.Write;
import serai.model.FailureText;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Changes to the journal from outside the process that delivers, each one transaction, kept when its call returns. */
record OperatorTransactions(DataSource dataSource, String place) {

    /**
     * @throws JournalUnavailableException if it could not be kept; nothing was then
     * @throws RecordRefusedException      if the data could not; nothing was then
     */
    <T> T apply(Write<T> write) {
        return within(write, true);
    }

    /** What the change would come to; nothing is kept. */
    <T> T rehearse(Write<T> write) {
        return within(write, false);
    }

    private <T> T within(Write<T> write, boolean keep) {
        try (Connection connection = dataSource.getConnection()) {
            // Given back to a pool of its own, which ends with the command; and what operators decide has always room.
            Transaction transaction = new Transaction(connection, unused -> { }, new SizeLimit(place, 0));
            transaction.begin();
            boolean kept = false;
            try {
                T result = write.apply(transaction);
                if (keep) {
                    transaction.commit();
                    kept = true;
                }
                return result;
            } finally {
                if (!kept) {
                    transaction.rollback();
                }
            }
        } catch (SQLException e) {
            if (SqlFailure.isRefusal(e)) {
                throw new RecordRefusedException(FailureText.firstLine(e));
            }
            throw new JournalUnavailableException("%s can't be written to: %s. Nothing was changed; try again"
                    .formatted(place, FailureText.firstLine(e)), e);
        }
    }
}
