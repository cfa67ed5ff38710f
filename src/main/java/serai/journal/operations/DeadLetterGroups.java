package serai.journal.operations;

import org.jspecify.annotations.Nullable;
import serai.journal.DeadLetterId;
import serai.journal.DeadLetterId.Content;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.Condition;
import serai.journal.sql.query.JournalQuery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Dead letters at a glance: those with one cause as one line, and page by page. No query returns more than it is asked for. */
public final class DeadLetterGroups {

    private static final int GROUPS_MAX = 500;

    /**
     * Dead letters with one cause.
     *
     * @param of           the destination; of differing events, the source
     * @param type         the records' type
     * @param failureClass the class of their last failure, or {@code differs}
     * @param status       the HTTP answer's status; null if there was none, or several
     * @param count        how many there are
     * @param dead         how many of them wait for a decision; the others are tried again
     * @param first        the earliest time at which one of them got its present state
     * @param last         the latest such time
     */
    public record Group(String of, String type, @Nullable String failureClass, @Nullable Integer status, long count, long dead,
            Instant first, Instant last) {
    }

    private final JournalQuery reading;
    private final DeadLetterReader reader;

    DeadLetterGroups(JournalQuery reading) {
        this.reading = reading;
        this.reader = new DeadLetterReader(reading);
    }

    /** The groups of the selected dead letters, the largest first; 500 at the most. */
    public List<Group> groups(DeadLetterFilter selection) {
        return Stream.concat(selection.source() == null ? ofDestinations(selection).stream() : Stream.empty(),
                selection.destination() == null ? ofSources(selection).stream() : Stream.empty())
                .sorted((one, other) -> Long.compare(other.count, one.count)).limit(GROUPS_MAX).toList();
    }

    private List<Group> ofDestinations(DeadLetterFilter selection) {
        Condition where = new Condition(DeadLetterReader.LISTED).and("destination = ?", selection.destination())
                .and("type = ?", selection.type()).and("class = ?", selection.failureClass())
                .and("changed_at >= ?", since(selection));
        return reading.rows("""
                SELECT destination, type, class, min(status), max(status), count(*), count(*) FILTER (WHERE state = 'dead'),
                       min(changed_at), max(changed_at), count(status)
                FROM aside WHERE %s GROUP BY destination, type, class ORDER BY count(*) DESC, destination, type, class LIMIT ?"""
                .formatted(where.sql()),
                row -> new Group(row.getString(1), row.getString(2), row.getString(3),
                        row.getLong(4) == row.getLong(5) && row.getLong(10) == row.getLong(6) ? Integer.valueOf(row.getInt(4))
                                : null,
                        row.getLong(6), row.getLong(7), ColumnCodec.instant(row.getLong(8)), ColumnCodec.instant(row.getLong(9))),
                where.parameters(GROUPS_MAX));
    }

    private List<Group> ofSources(DeadLetterFilter selection) {
        if (selection.failureClass() != null && !selection.failureClass().equals("differs")) {
            return List.of();
        }
        Condition where = new Condition("state = 'dead'").and("source = ?", selection.source()).and("type = ?", selection.type())
                .and("changed_at >= ?", since(selection));
        return reading.rows("""
                SELECT source, type, count(*), min(changed_at), max(changed_at) FROM differing
                WHERE %s GROUP BY source, type ORDER BY count(*) DESC, source, type LIMIT ?""".formatted(where.sql()),
                row -> new Group(row.getString(1), row.getString(2), "differs", null, row.getLong(3), row.getLong(3),
                        ColumnCodec.instant(row.getLong(4)), ColumnCodec.instant(row.getLong(5))),
                where.parameters(GROUPS_MAX));
    }

    private static @Nullable Long since(DeadLetterFilter selection) {
        return selection.since() == null ? null : ColumnCodec.micros(selection.since());
    }

    /**
     * The selected dead letters behind {@code after}, in the order of their ids, those of destinations first.
     *
     * @param after the last one that the caller has; null for none
     * @param limit how many, at the most
     */
    public List<DeadLetter> page(DeadLetterFilter selection, @Nullable DeadLetterId after, int limit) {
        boolean isBehindRecords = after != null && after.content() != Content.RECORD;
        List<DeadLetter> page = new ArrayList<>(isBehindRecords ? List.of() : reader.records(selection, null, after, limit));
        if (page.size() < limit) {
            page.addAll(reader.differing(selection, isBehindRecords ? after : null, limit - page.size()));
        }
        return page;
    }
}
