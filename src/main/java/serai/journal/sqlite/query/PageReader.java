package serai.journal.sqlite.query;

import serai.journal.DamagedRecordException;
import serai.journal.RecordState;
import serai.journal.store.PageEntry;
import serai.model.LearningRecord;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Reads a page's rows up to its bounds, and tells how far it came. A record that is damaged ends the page before it, and is
 * told by the page that begins with it.
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

    /** A record that is pending, in the order of the numbers: another stands where it doesn't belong. */
    @Override
    public PageEntry make(ResultSet row) throws SQLException {
        long seq = row.getLong(1);
        if (seq <= lastSeq || seq > end) {
            return afterAll(rows.damaged(row, null));
        }
        return entry(row, RecordState.PENDING);
    }

    /** A record, and behind its columns its counter. */
    PageEntry counted(ResultSet row) throws SQLException {
        return entry(row, RecordState.valueOf(row.getString(RecordRow.COUNT + 1)));
    }

    private PageEntry entry(ResultSet row, RecordState counted) throws SQLException {
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

    private PageEntry afterAll(DamagedRecordException damaged) {
        if (count == 0) {
            throw damaged;
        }
        full = true;
        return null;
    }

    /** The last record's number where a bound ended the page; otherwise the end, as nothing more stands before it. */
    long upTo() {
        return full ? lastSeq : end;
    }
}
