package serai.journal.sqlite.write;

import java.sql.SQLException;

/** One change of the journal, applied within a transaction; perhaps once more in another, where that one has failed. */
@FunctionalInterface
public interface Write<T> {

    T apply(Transaction transaction) throws SQLException;
}
