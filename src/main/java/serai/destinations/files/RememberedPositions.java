package serai.destinations.files;

import org.jspecify.annotations.Nullable;
import serai.journal.JournalReport;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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

    /** The position of each series, without series from before a restore. */
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

    /**
     * The parts whose files have these names; a name that belongs to no part of a series is missing.
     *
     * @param names such as {@code 2026-11-22/logged_in.jsonl}
     * @param begun parts of which nothing may be remembered yet
     */
    Map<String, ArchivePart> parts(Set<String> names, List<ArchivePart> begun) {
        Map<String, ArchivePart> parts = new HashMap<>();
        Set<String> days = names.stream().map(name -> name.replaceFirst("/.*", "")).collect(Collectors.toSet());
        Map<ArchiveSeries, Integer> last = new HashMap<>();
        bySeries().forEach((series, place) -> last.merge(series, place.part(), Math::max));
        for (ArchivePart part : begun) {
            ArchiveSeries series = series(part.series());
            if (series != null) {
                last.merge(series, part.number(), Math::max);
            }
        }
        last.keySet().removeIf(series -> !days.contains(series.day()));
        last.forEach((series, parted) -> {
            for (int part = 1; part <= parted; part++) {
                String name = series.day() + "/" + series.name(part);
                if (names.contains(name)) {
                    parts.put(name, new ArchivePart(series.key(), part));
                }
            }
        });
        return parts;
    }

    /** Whether the journal remembers something of that part, or that the series continues in a later part. */
    boolean has(ArchivePart part) {
        FilePosition place = of(part.series());
        return place.part() > part.number() || place.part() == part.number() && !place.isBegin();
    }

    /** Those of the parts, by the keys of their series, after which the series has not begun a later part. */
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
