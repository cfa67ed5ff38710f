package serai.journal.sqlite.write;

import java.sql.SQLException;

/** What must be so in a transaction before anything is changed by it. */
@FunctionalInterface
public interface CommitGuard {

    /** @throws SQLException if it isn't: the transaction must not commit */
    void require(Transaction transaction) throws SQLException;
}
