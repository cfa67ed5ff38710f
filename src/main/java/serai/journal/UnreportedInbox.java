package serai.journal;

import org.jspecify.annotations.Nullable;
import serai.model.LearningRecord;
import serai.model.Payload;
import serai.model.trace.TraceContext;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * An inbox for operators and rehearsals. Its caller learns from the results which events were not kept; refused and unkept
 * events are not counted, since no publisher has sent them now.
 */
public record UnreportedInbox(Inbox inbox) implements JournalWriter {

    @Override
    public CompletionStage<Appended> append(LearningRecord record, Set<String> destinations, @Nullable TraceContext trace) {
        return inbox.append(record, destinations, trace);
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
