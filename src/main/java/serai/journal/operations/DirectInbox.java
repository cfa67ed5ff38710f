package serai.journal.operations;

import org.jspecify.annotations.Nullable;
import serai.journal.Appended;
import serai.journal.Inbox;
import serai.journal.JournalFullException;
import serai.journal.sql.index.LearnerHashes;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.write.Append;
import serai.journal.sql.write.CountUnkept;
import serai.journal.sql.write.SizeLimit;
import serai.journal.sql.write.Transaction;
import serai.journal.sql.write.Write;
import serai.model.LearningRecord;
import serai.model.trace.TraceContext;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Takes events in beside the delivering process, each in a transaction of its own. When a call returns, the event is kept or
 * refused.
 */
record DirectInbox(OperatorTransactions changes, LearnerHashes hashes, long bytesMax, Duration redrawWindow) implements Inbox {

    @Override
    public CompletionStage<Appended> append(LearningRecord record, Set<String> destinations, @Nullable TraceContext trace) {
        return done(transaction -> {
            requireRoom(transaction);
            Appended outcome = new Append(record, ColumnCodec.names(destinations), redrawWindow, hashes, trace).apply(transaction);
            transaction.update(CountUnkept.FORGET, record.source(), record.type());
            return outcome;
        });
    }

    @Override
    public CompletionStage<Void> countFiltered(String source) {
        Write.WithoutResult count = transaction -> transaction.count(source, Transaction.Intake.FILTERED);
        return done(count);
    }

    private <T> CompletionStage<T> done(Write<T> write) {
        try {
            return CompletableFuture.completedFuture(changes.apply(write));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void requireRoom(Transaction transaction) throws SQLException {
        SizeLimit room = new SizeLimit(changes.place(), bytesMax);
        room.measured(transaction.measured());
        JournalFullException full = room.full();
        if (full != null) {
            throw full;
        }
    }
}
