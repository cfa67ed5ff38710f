package serai.journal.sql;

import org.jspecify.annotations.Nullable;
import serai.journal.JournalUnavailableException;
import serai.journal.sql.query.DeliveryReader;
import serai.journal.sql.write.GroupCommit;
import serai.model.FailureText;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Finds out, by a commit and a query, whether the journal works. Any thread may use it. */
final class CommitProbe {

    private static final long PROBE_WAIT_MAX_SECONDS = 5;

    private final GroupCommit writer;
    private final DeliveryReader reader;
    private final String place;

    /** @param place the journal's name in messages */
    CommitProbe(GroupCommit writer, DeliveryReader reader, String place) {
        this.writer = writer;
        this.reader = reader;
        this.place = place;
    }

    /** Why the journal can't be written or read, in one line; null if it can. Waits 5 s at the most for the commit. */
    @Nullable
    String trouble() {
        try {
            // Try a commit: an earlier failure says nothing about the next commit, and an idle journal makes none.
            writer.submitOurs(transaction -> transaction.prepare("UPDATE fixed SET value = value").executeUpdate())
                    .toCompletableFuture().get(PROBE_WAIT_MAX_SECONDS, TimeUnit.SECONDS);
            reader.lastSeq();
            return null;
        } catch (ExecutionException e) {
            return FailureText.firstLine(e.getCause() == null ? e : e.getCause());
        } catch (JournalUnavailableException e) {
            return FailureText.firstLine(e);
        } catch (TimeoutException e) {
            return "%s has not committed within %s s".formatted(place, PROBE_WAIT_MAX_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted before %s had committed".formatted(place);
        }
    }
}
