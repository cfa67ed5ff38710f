package serai.journal.sqlite.query;

import org.jspecify.annotations.Nullable;
import serai.journal.DamagedRecordException;
import serai.journal.RecordState;
import serai.journal.store.PageEntry;
import serai.model.LearningRecord;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Reads a page's rows up to its bounds, and tells how far it came. A damaged record ends the page before it; a page that would
 * begin with it fails.
 */
final class PageReader implements JournalQuery.FromRow<PageEntry> {

    private final RecordRow rows;
    private final int limit;
    private final long bytesMax;
    private final long end;
    private int count;
    private long bytes;
    private long lastSeq;
    private boolean full;

    /**
     * @param after sequence number behind which the page begins
     * @param end   sequence number up to which it may reach
     */
    PageReader(RecordRow rows, int limit, long bytesMax, long after, long end) {
        this.rows = rows;
        this.limit = limit;
        this.bytesMax = bytesMax;
        this.lastSeq = after;
        this.end = end;
    }

    /** Reads a pending record. A row that is out of the order of sequence numbers is damaged. */
    @Override
    public @Nullable PageEntry make(ResultSet row) throws SQLException {
        long seq = row.getLong(1);
        if (seq <= lastSeq || seq > end) {
            return afterAll(rows.damaged(row, null));
        }
        return entry(row, RecordState.PENDING);
    }

    /** Reads a record whose columns are followed by its counter. */
    @Nullable
    PageEntry counted(ResultSet row) throws SQLException {
        return entry(row, RecordState.valueOf(row.getString(RecordRow.COUNT + 1)));
    }

    private @Nullable PageEntry entry(ResultSet row, RecordState counted) throws SQLException {
        byte[] json = row.getBytes(2);
        if (count > 0 && bytes + json.length > bytesMax) {
            full = true;
            return null;
        }
        LearningRecord record;
        try {
            record = rows.read(row, json);
        } catch (DamagedRecordException e) {
            return afterAll(e);
        }
        count++;
        bytes += json.length;
        lastSeq = row.getLong(1);
        full = count == limit;
        return new PageEntry(lastSeq, record, counted);
    }

    private @Nullable PageEntry afterAll(DamagedRecordException damaged) {
        if (count == 0) {
            throw damaged;
        }
        full = true;
        return null;
    }

    /**
     * The last record's sequence number if a bound ended the page; otherwise the end, since there are no more records before
     * it.
     */
    long upTo() {
        return full ? lastSeq : end;
    }
}
