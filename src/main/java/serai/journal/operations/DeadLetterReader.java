package serai.journal.operations;

import org.jspecify.annotations.Nullable;
import serai.journal.DamagedRecordException;
import serai.journal.DeadLetterId;
import serai.journal.DeadLetterId.Content;
import serai.journal.JournalWriter;
import serai.journal.RecordState;
import serai.journal.attempt.SentRequest;
import serai.journal.operations.DeadLetterDetails.FailedAttempt;
import serai.journal.sql.batch.BatchedRecord;
import serai.journal.sql.query.BatchWatch;
import serai.journal.sql.query.Checksum;
import serai.journal.sql.query.ColumnCodec;
import serai.journal.sql.query.Condition;
import serai.journal.sql.query.JournalQuery;
import serai.journal.sql.query.RecordRow;
import serai.model.Payload;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Queries about dead letters. It lists requeued records if they were dead and are not delivered yet. */
record DeadLetterReader(JournalQuery reading) {

    static final String LISTED = "(state IN ('dead', 'held') OR state IN ('requeued', 'unmatched') AND counted = 'dead')";
    private static final String UNROUTED = "aside.destination = '%s' AND state = 'unrouted'".formatted(JournalWriter.UNROUTED);
    /** The columns of a query that hold the content. */
    private static final String CONTENT = "received_at, raw, coalesce(raw_sum, -1), json, coalesce(json_sum, -1), %s";
    private static final String NO_DESTINATION = "the router has no destination for it";
    private static final String LINE = "destination, seq, state, type, class, status, tries, changed_at";

    /**
     * Dead letters of destinations, in the order of their ids.
     *
     * @param after the last one that the caller has; null for none
     */
    List<DeadLetter> records(DeadLetterFilter selection, @Nullable RecordState state, @Nullable DeadLetterId after, int limit) {
        if (selection.source() != null) {
            return List.of();
        }
        Condition where = new Condition(LISTED)
                .and("state = ?", state == null ? null : state.word()).and("destination = ?", selection.destination())
                .and("type = ?", selection.type()).and("class = ?", selection.failureClass())
                .and("changed_at >= ?", selection.since() == null ? null : ColumnCodec.micros(selection.since()));
        return reading.rows("SELECT " + LINE + " FROM aside WHERE " + where.sql()
                + " AND (destination, seq) > (?, ?) ORDER BY destination, seq LIMIT ?", DeadLetterReader::record,
                where.parameters(after == null ? "" : after.of(), after == null ? 0 : after.nr(), limit));
    }

    List<DeadLetter> differing(DeadLetterFilter selection, @Nullable DeadLetterId after, int limit) {
        if (selection.destination() != null
                || selection.failureClass() != null && !selection.failureClass().equals("differs")) {
            return List.of();
        }
        Condition where = new Condition("state = 'dead'").and("source = ?", selection.source())
                .and("type = ?", selection.type())
                .and("changed_at >= ?", selection.since() == null ? null : ColumnCodec.micros(selection.since()));
        return reading.rows("SELECT source, nr, state, type, changed_at FROM differing WHERE " + where.sql()
                + " AND (source, nr) > (?, ?) ORDER BY source, nr LIMIT ?", DeadLetterReader::differs,
                where.parameters(after == null ? "" : after.of(), after == null ? 0 : after.nr(), limit));
    }

    /** Passes the selected dead letters that are dead to {@code to}, a page at a time. {@code to} may change their states. */
    void dead(DeadLetterFilter selection, int size, Consumer<List<DeadLetter>> to) {
        pages((after, limit) -> records(selection, RecordState.DEAD, after, limit), size, to);
        pages((after, limit) -> differing(selection, after, limit), size, to);
    }

    static void pages(BiFunction<@Nullable DeadLetterId, Integer, List<DeadLetter>> page, int size, Consumer<List<DeadLetter>> to) {
        DeadLetterId after = null;
        List<DeadLetter> letters;
        do {
            letters = page.apply(after, size);
            if (!letters.isEmpty()) {
                to.accept(letters);
                after = letters.get(letters.size() - 1).id();
            }
        } while (letters.size() == size);
    }

    /** Bodies that were no event, from the oldest one kept; of a source, if the selection names one. */
    List<DeadLetter> rejected(DeadLetterFilter selection, @Nullable DeadLetterId after, int limit) {
        Condition where = new Condition("1 = 1").and("source = ?", selection.source())
                .and("received_at >= ?", selection.since() == null ? null : ColumnCodec.micros(selection.since()));
        return reading.rows("SELECT source, nr, received_at, reason FROM rejected WHERE " + where.sql()
                + " AND (source, nr) > (?, ?) ORDER BY source, nr LIMIT ?", DeadLetterReader::rejection,
                where.parameters(after == null ? "" : after.of(), after == null ? 0 : after.nr(), limit));
    }

    /** Records that the router had no destination for. */
    List<DeadLetter> unrouted(DeadLetterFilter selection, @Nullable DeadLetterId after, int limit) {
        Condition where = new Condition(UNROUTED).and("type = ?", selection.type())
                .and("received_at >= ?", selection.since() == null ? null : ColumnCodec.micros(selection.since()));
        return reading.rows("SELECT seq, type, received_at FROM aside WHERE " + where.sql()
                + " AND seq > ? ORDER BY seq LIMIT ?", DeadLetterReader::unrouted,
                where.parameters(after == null ? 0 : after.nr(), limit));
    }

    private static DeadLetter unrouted(ResultSet row) throws SQLException {
        return new DeadLetter(new DeadLetterId(Content.RECORD, JournalWriter.UNROUTED, row.getLong(1)), RecordState.UNROUTED,
                row.getString(2), null,
                null, 0, ColumnCodec.instant(row.getLong(3)), null);
    }

    private static DeadLetter record(ResultSet row) throws SQLException {
        return new DeadLetter(new DeadLetterId(Content.RECORD, row.getString(1), row.getLong(2)),
                RecordState.named(row.getString(3)),
                row.getString(4), row.getString(5), number(row, 6), ColumnCodec.integer(row, 7),
                ColumnCodec.instant(row.getLong(8)), null);
    }

    private static DeadLetter differs(ResultSet row) throws SQLException {
        return new DeadLetter(new DeadLetterId(Content.DIFFERS, row.getString(1), row.getLong(2)),
                RecordState.named(row.getString(3)),
                row.getString(4), "differs", null, 0, ColumnCodec.instant(row.getLong(5)), null);
    }

    private static DeadLetter rejection(ResultSet row) throws SQLException {
        return new DeadLetter(new DeadLetterId(Content.REJECTED, row.getString(1), row.getLong(2)), RecordState.REJECTED, null,
                "rejected", null, 0, ColumnCodec.instant(row.getLong(3)), row.getString(4));
    }

    private static @Nullable Integer number(ResultSet row, int column) throws SQLException {
        int number = ColumnCodec.integer(row, column);
        return row.wasNull() ? null : number;
    }

    /** Whether there is a dead letter with that id, damaged or not. */
    boolean isThere(DeadLetterId id) {
        String sql = switch (id.content()) {
            case RECORD -> RecordRow.STANDS;
            case DIFFERS -> "SELECT 1 FROM differing WHERE source = ? AND nr = ?";
            case REJECTED -> "SELECT 1 FROM rejected WHERE source = ? AND nr = ?";
        };
        return !reading.rows(sql, row -> true, id.of(), id.nr()).isEmpty();
    }

    Optional<DeadLetterDetails> details(DeadLetterId id) {
        return switch (id.content()) {
            case RECORD -> ofRecord(id);
            case DIFFERS -> reading.rows("SELECT source, nr, state, type, changed_at, " + CONTENT.formatted(Checksum.NO_KIND)
                    + ", why FROM differing WHERE source = ? AND nr = ?",
                    row -> new DeadLetterDetails(differs(row),
                            ColumnCodec.instant(row.getLong(6)), raw(row, 6, id), json(row, 6, id), null,
                            "an event of the same identity is known, with other content", null, null, null, null, row.getString(12),
                            List.of()),
                    id.of(), id.nr()).stream().findFirst();
            case REJECTED -> reading.rows("""
                    SELECT source, nr, received_at, reason, body FROM rejected WHERE source = ? AND nr = ?""",
                    row -> new DeadLetterDetails(rejection(row), ColumnCodec.instant(row.getLong(3)), Payload.of(row.getBytes(5)),
                            null,
                            null, row.getString(4), null, null, null, null, null, List.of()),
                    id.of(), id.nr()).stream().findFirst();
        };
    }

    private Optional<DeadLetterDetails> ofRecord(DeadLetterId id) {
        List<FailedAttempt> attempts = reading.rows("""
                SELECT at, class, status, reason, mapping FROM failed_attempt WHERE destination = ? AND seq = ? ORDER BY nr""",
                row -> new FailedAttempt(ColumnCodec.instant(row.getLong(1)), row.getString(2), number(row, 3),
                        row.getString(4), row.getString(5)),
                id.of(), id.nr());
        BatchedRecord batched = ofBatch(id);
        return reading.rows("SELECT " + LINE + ", " + CONTENT.formatted("kind") + """
                , edited, coalesce(edited_sum, -1), reason, answer, coalesce(translated, request_body), mapping, why,
                request, request_body
                FROM aside WHERE destination = ? AND seq = ?""",
                row -> {
                    Payload raw = batched == null ? raw(row, 9, id) : Payload.of(batched.raw());
                    String json = batched == null ? json(row, 9, id) : new String(batched.json(), StandardCharsets.UTF_8);
                    long receivedAt = batched == null ? row.getLong(9) : batched.receivedAt();
                    DeadLetter letter = record(row);
                    return new DeadLetterDetails(letter, raw == null ? null : ColumnCodec.instant(receivedAt), raw, json,
                            edited(row, 15, id), letter.state() == RecordState.UNROUTED ? NO_DESTINATION : row.getString(17),
                            row.getString(18), request(row, 22), row.getString(19), row.getString(20), row.getString(21), attempts);
                }, id.of(), id.nr()).stream().findFirst();
    }

    /** The record as its batch has it, if its row has no copy; null if it has one, or if the journal has the record no longer. */
    private @Nullable BatchedRecord ofBatch(DeadLetterId id) {
        boolean copied = reading.rows(RecordRow.STANDS + " AND json IS NULL", row -> 1, id.of(), id.nr()).isEmpty();
        try {
            return copied ? null : BatchWatch.record(reading, reading.place(), id.nr());
        } catch (DamagedRecordException e) {
            throw RecordRow.damaged(id, e.receivedAt());
        } catch (SQLException e) {
            throw new IllegalStateException(e); // a JournalQuery throws none
        }
    }

    private static @Nullable SentRequest request(ResultSet row, int first) throws SQLException {
        String line = row.getString(first);
        return line == null ? null : new SentRequest(line, row.getString(first + 1));
    }

    /** The number that went into the content's checksum. */
    private static long number(DeadLetterId id) {
        return id.content() == Content.DIFFERS ? Checksum.NO_NUMBER : id.nr();
    }

    private static @Nullable Payload raw(ResultSet row, int first, DeadLetterId id) throws SQLException {
        byte[] raw = row.getBytes(first + 1);
        if (raw != null && !Checksum.fits(row.getLong(first + 2), number(id), raw)) {
            throw RecordRow.damaged(id, ColumnCodec.instant(row.getLong(first)));
        }
        return raw == null ? null : Payload.of(raw);
    }

    private static @Nullable String json(ResultSet row, int first, DeadLetterId id) throws SQLException {
        byte[] json = row.getBytes(first + 3);
        if (json != null && !Checksum.fits(row.getLong(first + 4), number(id), row.getLong(first + 5), json)) {
            throw RecordRow.damaged(id, ColumnCodec.instant(row.getLong(first)));
        }
        return text(json);
    }

    private static @Nullable String edited(ResultSet row, int column, DeadLetterId id) throws SQLException {
        byte[] edited = row.getBytes(column);
        if (edited != null && !Checksum.fits(row.getLong(column + 1), number(id), Checksum.NO_KIND, edited)) {
            throw RecordRow.damaged(id, ColumnCodec.instant(row.getLong(9)));
        }
        return text(edited);
    }

    private static @Nullable String text(byte @Nullable [] json) {
        return json == null ? null : new String(json, StandardCharsets.UTF_8);
    }
}
