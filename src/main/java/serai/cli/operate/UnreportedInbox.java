package serai.cli.operate;

import serai.journal.Appended;
import serai.journal.Inbox;
import serai.journal.JournalWriter;
import serai.model.LearningRecord;
import serai.model.Payload;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An inbox for an operator's command: what it does not keep is told to the operator, and not counted for a publisher. */
record UnreportedInbox(Inbox inbox) implements JournalWriter {

    @Override
    public CompletionStage<Appended> append(LearningRecord record, Set<String> destinations) {
        return inbox.append(record, destinations);
    }

    @Override
    public CompletionStage<Void> countFiltered(String source) {
        return inbox.countFiltered(source);
    }

    @Override
    public CompletionStage<Void> reject(String source, String reason, Payload body) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> countUnkept(String source, String type, String route) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> forgetUnkept(String source, String type) {
        return CompletableFuture.completedFuture(null);
    }
}
