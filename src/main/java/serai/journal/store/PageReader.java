package serai.journal.store;

import serai.journal.Entry;
import serai.journal.Entry.Counted;
import serai.model.CanonicalJson;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads a page's rows (sequence number, JSON) up to its bounds, and tells how far it came. */
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

    /** A record that is pending. */
    @Override
    public Entry make(ResultSet row) throws SQLException {
        return entry(row, Counted.PENDING);
    }

    /** A record whose third column tells its counter. */
    Entry counted(ResultSet row) throws SQLException {
        return entry(row, Counted.valueOf(row.getString(3)));
    }

    private Entry entry(ResultSet row, Counted counted) throws SQLException {
        byte[] json = row.getBytes(2);
        if (count > 0 && bytes + json.length > bytesMax) {
            full = true;
            return null;
        }
        count++;
        bytes += json.length;
        lastSeq = row.getLong(1);
        full = count == limit;
        return new Entry(lastSeq, CanonicalJson.read(json), counted);
    }

    /** The last record's number where a bound ended the page; otherwise the end, as nothing more stands before it. */
    long upTo() {
        return full ? lastSeq : end;
    }
}
