package serai.journal.sql.query;

import org.jspecify.annotations.Nullable;
import serai.journal.Balance;
import serai.journal.DestinationState;
import serai.journal.SourceCounts;
import serai.journal.UnpurgedBytes;
import serai.journal.attempt.FailureClass;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Converts values to and from the journal's columns. */
public final class ColumnCodec {

    private ColumnCodec() {
    }

    /** Microseconds since 1970, rounded down; 0 for an unknown time. */
    public static long micros(@Nullable Instant time) {
        // ChronoUnit would count in nanoseconds, which overflow in the year 2262.
        return time == null ? 0 : time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
    }

    /** Days since 1970. */
    public static long day(Instant time) {
        return ChronoUnit.DAYS.between(Instant.EPOCH, time);
    }

    /** The column's time; null if the column is null. */
    static @Nullable Instant time(ResultSet row, int column) throws SQLException {
        long micros = row.getLong(column);
        return row.wasNull() ? null : instant(micros);
    }

    /** Six columns: cursor, failures, next attempt, why stopped, failure, whether the next refused record is bad itself. */
    static DestinationState state(ResultSet row, int first) throws SQLException {
        String stopped = row.getString(first + 3);
        return new DestinationState(row.getLong(first), integer(row, first + 1), time(row, first + 2),
                stopped == null ? null : stopped(stopped), row.getString(first + 4), integer(row, first + 5) == 1);
    }

    /** The class of failure that has stopped a destination. An unknown word, as of a damaged row, keeps it stopped, too. */
    private static FailureClass stopped(String word) {
        return word.equals(FailureClass.FORBIDDEN.word()) ? FailureClass.FORBIDDEN : FailureClass.MISCONFIGURED;
    }

    /** Five columns: routed, delivered, pending, dead, dropped. */
    static Balance balance(ResultSet row, int first) throws SQLException {
        return new Balance(row.getLong(first), row.getLong(first + 1), row.getLong(first + 2), row.getLong(first + 3),
                row.getLong(first + 4));
    }

    /** Five columns: accepted, duplicates, differing, rejected, filtered. */
    static SourceCounts counts(ResultSet row, int first) throws SQLException {
        return new SourceCounts(row.getLong(first), row.getLong(first + 1), row.getLong(first + 2), row.getLong(first + 3),
                row.getLong(first + 4));
    }

    /** Three columns: bytes of unrouted events, dead letters, differing events. */
    public static UnpurgedBytes left(ResultSet row, int first) throws SQLException {
        return new UnpurgedBytes(row.getLong(first), row.getLong(first + 1), row.getLong(first + 2));
    }

    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    public static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()).array();
    }

    /** The word in a column for a constant. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The names sorted, with a blank before and after each, so that {@code " lrs "} finds this name only. */
    public static String names(Collection<String> destinations) {
        return " " + String.join(" ", new TreeSet<>(destinations)) + " ";
    }

    public static Set<String> names(String column) {
        return column.isBlank() ? Set.of() : Set.of(column.strip().split(" "));
    }

    /**
     * The number in a column of the current row; 0 for null. Cuts off bits beyond 32, as SQLite's driver does, so that
     * checksums find a wrong bit. {@code getInt} of PostgreSQL's driver would throw an exception.
     */
    public static int integer(ResultSet row, int column) throws SQLException {
        return (int) row.getLong(column);
    }
}
