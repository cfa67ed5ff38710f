package serai.journal.store;

import serai.journal.Appended;
import serai.journal.Inbox;
import serai.journal.JournalFullException;
import serai.model.LearningRecord;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lets events in beside the process that delivers, one transaction each: kept, or refused, when a call returns. */
record SideDoor(Changes changes, long bytesMax, Duration redrawWindow) implements Inbox {

    @Override
    public CompletionStage<Appended> append(LearningRecord record, Set<String> destinations) {
        return done(transaction -> {
            requireRoom(transaction);
            Appended outcome = new Append(record, Columns.names(destinations), redrawWindow).apply(transaction);
            transaction.update(Unkept.FORGET, record.source(), record.type());
            return outcome;
        });
    }

    @Override
    public CompletionStage<Void> countFiltered(String source) {
        return done(transaction -> {
            transaction.count(source, Transaction.Intake.FILTERED);
            return null;
        });
    }

    private <T> CompletionStage<T> done(Write<T> write) {
        try {
            return CompletableFuture.completedFuture(changes.apply(write));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void requireRoom(Transaction transaction) throws SQLException {
        Room room = new Room(changes.place(), bytesMax);
        room.measured(transaction.measured());
        JournalFullException full = room.full();
        if (full != null) {
            throw full;
        }
    }
}
