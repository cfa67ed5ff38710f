package serai;

import org.jspecify.annotations.Nullable;
import serai.journal.Appended;
import serai.journal.Inbox;
import serai.model.LearningRecord;
import serai.model.trace.TraceContext;

import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The inbox of routes that are built and never run. */
final class UnusedInbox implements Inbox {

    @Override
    public CompletionStage<Appended> append(LearningRecord record, Set<String> destinations, @Nullable TraceContext trace) {
        throw none();
    }

    @Override
    public CompletionStage<Void> countFiltered(String source) {
        throw none();
    }

    private static UnsupportedOperationException none() {
        return new UnsupportedOperationException("there is no journal here");
    }
}
