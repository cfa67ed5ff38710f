package serai.journal.store;

import serai.journal.Appended;
import serai.journal.store.Transaction.Intake;
import serai.model.CanonicalJson;
import serai.model.LearningRecord;
import serai.model.Mark;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;

/** Keeps one record, unless it is known: Idempotent Receiver (EIP). What can be computed before is, on the caller's thread. */
final class Append implements Write<Appended> {

    private static final int DIGEST_LENGTH = 16;

    private final LearningRecord record;
    private final Set<String> destinations;
    private final Completions completions;
    private final String source;
    private final String type;
    private final long occurredAt;
    private final long receivedAt;
    private final long receivedDay;
    private final String json;
    private final byte[] digest;
    private final byte[] raw;

    /** Without marks. */
    Append(LearningRecord record, Set<String> destinations) {
        this(record, destinations, Duration.ZERO);
    }

    /** @param redrawWindow how long after a completion a course start is marked as a redraw; zero: never */
    Append(LearningRecord record, Set<String> destinations, Duration redrawWindow) {
        this.record = record;
        this.destinations = Set.copyOf(destinations);
        this.completions = Completions.of(record, redrawWindow);
        this.source = record.source();
        this.type = record.type();
        this.occurredAt = Columns.micros(record.occurredAt());
        this.receivedAt = Columns.micros(record.receivedAt());
        this.receivedDay = Columns.day(record.receivedAt());
        this.json = CanonicalJson.write(record);
        this.digest = digest(CanonicalJson.withoutReceivedAt(json, record));
        this.raw = record.raw().bytes();
    }

    private static byte[] digest(String content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(hash, DIGEST_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    @Override
    public Appended apply(Transaction transaction) throws SQLException {
        byte[] known = transaction.identities().digest(occurredAt, record.id());
        if (known != null) {
            boolean same = Arrays.equals(digest, known);
            transaction.count(source, same ? Intake.DUPLICATES : Intake.DIFFERING);
            if (!same) {
                keepDiffering(transaction);
            }
            return same ? Appended.DUPLICATE : Appended.DIFFERS;
        }
        transaction.identities().add(occurredAt, record.id(), digest, receivedDay);
        insertRecord(transaction);
        transaction.count(source, Intake.ACCEPTED);
        transaction.countRouted(destinations);
        return Appended.STORED;
    }

    private void insertRecord(Transaction transaction) throws SQLException {
        PreparedStatement insert = transaction.prepare("""
                INSERT INTO record (received_at, type, destinations, json, raw) VALUES (?, ?, ?, ?, ?)""");
        insert.setLong(1, receivedAt);
        insert.setString(2, type);
        insert.setString(3, transaction.names(destinations));
        insert.setString(4, completions != null && completions.redrawn(transaction) ? marked() : json);
        insert.setBytes(5, raw);
        insert.executeUpdate();
    }

    private String marked() {
        return CanonicalJson.write(record.withMarks(Set.of(Mark.REDRAW)));
    }

    private void keepDiffering(Transaction transaction) throws SQLException {
        PreparedStatement insert = transaction.prepare("""
                INSERT INTO differing (source, id, digest, received_at, type, destinations, json, raw, changed_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id, digest) DO NOTHING""");
        insert.setString(1, source);
        insert.setBytes(2, Columns.bytes(record.id()));
        insert.setBytes(3, digest);
        insert.setLong(4, receivedAt);
        insert.setString(5, type);
        insert.setString(6, transaction.names(destinations));
        insert.setString(7, json);
        insert.setBytes(8, raw);
        insert.setLong(9, receivedAt);
        insert.executeUpdate();
    }
}
