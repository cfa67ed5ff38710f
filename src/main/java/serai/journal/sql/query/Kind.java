package serai.journal.sql.query;

import java.nio.charset.StandardCharsets;

/**
 * The properties that records have in common.
 *
 * @param redraw       whether the records are redraws
 * @param destinations the destinations that they were appended for, as in {@link ColumnCodec#names(java.util.Collection)}
 */
public record Kind(String source, String type, boolean redraw, String destinations) {

    /** The same for course starts that are redraws. */
    public Kind redrawn() {
        return new Kind(source, type, true, destinations);
    }

    /** The checksum of the kind under its number. */
    public long sum(long number) {
        return Checksum.of(number, String.join("\n", source, type, redraw ? "1" : "0", destinations)
                .getBytes(StandardCharsets.UTF_8));
    }

    /** The checksum of a differing event's source, type and destinations. */
    public static long sumOfDiffering(String source, String type, String destinations) {
        return new Kind(source, type, false, destinations).sum(Checksum.NO_NUMBER);
    }

    /** Whether the records were appended for a destination; asked for each record. */
    public boolean names(String destination) {
        int length = destination.length();
        for (int at = destinations.indexOf(destination); at >= 0; at = destinations.indexOf(destination, at + 1)) {
            if (at > 0 && destinations.charAt(at - 1) == ' ' && destinations.startsWith(" ", at + length)) {
                return true;
            }
        }
        return false;
    }
}
