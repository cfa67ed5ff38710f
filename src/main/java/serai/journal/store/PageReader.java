package serai.journal.store;

import serai.journal.Entry;
import serai.journal.Entry.Counted;
import serai.model.CanonicalJson;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads a page's rows (sequence number, JSON, counter) up to its bounds, and tells how far it came. */
final class PageReader implements Reading.FromRow<Entry> {

    private final int limit;
    private final long bytesMax;
    private final long end;
    private int count;
    private long bytes;
    private long lastSeq;
    private boolean full;

    PageReader(int limit, long bytesMax, long end) {
        this.limit = limit;
        this.bytesMax = bytesMax;
        this.end = end;
    }

    @Override
    public Entry make(ResultSet row) throws SQLException {
        byte[] json = row.getBytes(2);
        if (count > 0 && bytes + json.length > bytesMax) {
            full = true;
            return null;
        }
        count++;
        bytes += json.length;
        lastSeq = row.getLong(1);
        full = count == limit;
        return new Entry(lastSeq, CanonicalJson.read(json), Counted.valueOf(row.getString(3)));
    }

    /** The last record's number where a bound ended the page; otherwise the end, as nothing more stands before it. */
    long upTo() {
        return full ? lastSeq : end;
    }
}
