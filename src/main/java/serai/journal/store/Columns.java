package serai.journal.store;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** How values stand in the journal's columns. */
final class Columns {

    private Columns() {
    }

    /** Microseconds since 1970, rounded down; 0 for an unknown time. */
    static long micros(Instant time) {
        return time == null ? 0 : ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    /** Days since 1970. */
    static long day(Instant time) {
        return ChronoUnit.DAYS.between(Instant.EPOCH, time);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()).array();
    }

    /** How a counter is called in the column of it. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Names sorted, a blank before and after each, so that {@code " lrs "} finds just the one. */
    static String names(Collection<String> destinations) {
        return " " + String.join(" ", new TreeSet<>(destinations)) + " ";
    }

    static Set<String> names(String column) {
        return Set.of(column.strip().split(" "));
    }
}
