package serai.destinations.files;

import org.jspecify.annotations.Nullable;
import serai.journal.JournalReport;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the journal remembers of an archive's files: the position of each series, and when the journal was restored.
 *
 * @param remembered all that the journal remembers for the destination; empty if there is no journal
 */
record RememberedPositions(Map<String, String> remembered) {

    /** When the journal was restored; null if it was not. */
    @Nullable
    String restored() {
        return remembered.get(JournalReport.RESTORED);
    }

    /** The position of each series, but of those from before a restore. */
    Map<ArchiveSeries, FilePosition> bySeries() {
        Map<ArchiveSeries, FilePosition> positions = new LinkedHashMap<>();
        remembered.forEach((key, position) -> {
            ArchiveSeries series = series(key);
            if (series != null) {
                positions.put(series, FilePosition.of(position));
            }
        });
        return positions;
    }

    /** The series with that key; null if it is from before a restore. */
    @Nullable
    ArchiveSeries series(String key) {
        return ArchiveSeries.ofKey(key, remembered);
    }

    /** The position of the series with that key; the beginning of its first part if none is remembered. */
    FilePosition of(String key) {
        return FilePosition.of(remembered.get(key));
    }

    /** Whether something of that part is remembered, or that the series has gone on behind it. */
    boolean has(ArchivePart part) {
        FilePosition place = of(part.series());
        return place.part() > part.number() || place.part() == part.number() && !place.isBegin();
    }

    /** Those of the parts, by the keys of their series, that the series have not gone on behind. */
    Map<String, Integer> notPassed(Map<String, Integer> parts) {
        Map<String, Integer> still = new HashMap<>(parts);
        still.entrySet().removeIf(part -> of(part.getKey()).part() > part.getValue());
        return still;
    }

    /** The highest {@link FilePosition#stamp}, also of series from before a restore; 0 if there is none. */
    long stamp() {
        return remembered.keySet().stream().filter(ArchiveSeries::isKey).mapToLong(key -> of(key).stamp()).max().orElse(0);
    }
}
