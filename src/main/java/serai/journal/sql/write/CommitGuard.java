package serai.journal.sql.write;

import java.sql.SQLException;

/** A condition that must hold in a transaction before it changes anything. */
@FunctionalInterface
public interface CommitGuard {

    /** @throws SQLException if the condition does not hold: the transaction must not commit */
    void require(Transaction transaction) throws SQLException;
}
