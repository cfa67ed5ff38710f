package serai.journal.sql.write;

import serai.journal.sql.query.StoreSession.OthersHaveWrittenException;
import serai.journal.sql.write.WriteQueue.Waiting;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Writes that one transaction makes together. */
record WriteGroup(List<Waiting<?>> writes) {

    /** @return the destinations for which records were appended */
    Set<String> commit(Transaction transaction) throws SQLException {
        try {
            return once(transaction);
        } catch (OthersHaveWrittenException e) { // the next try takes the turn before anything else
            transaction.rollback();
            return once(transaction);
        }
    }

    private Set<String> once(Transaction transaction) throws SQLException {
        transaction.begin();
        for (Waiting<?> waiting : writes) {
            waiting.apply(transaction);
        }
        Set<String> destinations = transaction.destinationsNamed();
        transaction.commit();
        return destinations;
    }
}
