package serai.journal.sql;

import org.jspecify.annotations.Nullable;
import serai.journal.JournalFullException;
import serai.journal.JournalSize;
import serai.journal.sql.write.AppendCompletion;
import serai.journal.sql.write.GroupCommit;
import serai.journal.sql.write.JournalBounds;
import serai.journal.sql.write.SizeLimit;
import serai.journal.sql.write.SourceShares;
import serai.journal.sql.write.Transaction;
import serai.journal.sql.write.Write;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How full the journal is, and whether it takes an event: the bytes of all records and of each source, and the appends that wait.
 * Any thread may use it.
 */
final class JournalCapacity {

    private static final long LOOK_AGAIN_MS = 1_000;

    private final SizeLimit room;
    private final SourceShares shares;
    private final GroupCommit writer;
    private final AppendCompletion acknowledging;
    private final JournalBounds bounds;
    private final Clock clock;
    private final AtomicLong lookedAgain = new AtomicLong();

    JournalCapacity(SizeLimit room, SourceShares shares, GroupCommit writer, AppendCompletion acknowledging, JournalBounds bounds,
            Clock clock) {
        this.room = room;
        this.shares = shares;
        this.writer = writer;
        this.acknowledging = acknowledging;
        this.bounds = bounds;
        this.clock = clock;
    }

    /**
     * Decides by its size whether the journal takes an event of the source, and counts those that it does not take.
     *
     * @return why the event is refused; null if it is taken
     */
    @Nullable
    JournalFullException refusal(String source) {
        JournalFullException full = room.full();
        if (full != null) {
            room.refuses();
            lookAgain();
            return full;
        }
        JournalFullException share = shares.full(source);
        if (share != null) {
            shares.refuses();
            lookAgain();
        }
        return share;
    }

    /**
     * Measures the journal again, since an operator may have made room in another process. While all appends are refused, no
     * other write measures it.
     */
    private void lookAgain() {
        long now = clock.millis();
        long before = lookedAgain.get();
        if (Math.abs(now - before) >= LOOK_AGAIN_MS && lookedAgain.compareAndSet(before, now)) {
            Write.WithoutResult measure = Transaction::measureAnew;
            writer.submitOurs(measure);
        }
    }

    /** Why no appends are taken, or none of them is acknowledged; null if they are. */
    @Nullable
    String trouble() {
        JournalFullException full = room.full();
        String reason = full == null ? writer.full() : full.getMessage();
        return reason != null ? reason : acknowledging.blocked();
    }

    JournalSize size() {
        String trouble = trouble();
        return new JournalSize(room.bytes(), room.bytesMax(), writer.waiting(), bounds.waitingMax(), room.refused(),
                writer.refused(),
                shares.refused(), shares.left(), shares.bytesMax(),
                trouble);
    }
}
