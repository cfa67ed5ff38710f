package serai.alerts.signs;

import serai.journal.JournalReport;
import serai.journal.JournalSize;

import java.util.function.Consumer;

/**
 * A journal that nears the size at which it refuses events; one without a bound never does.
 *
 * @param percent part of that size at which this is told
 */
public record JournalFullSign(JournalReport journal, int percent) implements Sign {

    @Override
    public void look(Consumer<AlertCondition> found) {
        JournalSize size = journal.fill();
        if (size.bytesMax() > 0) {
            UsageLevel.of(size.bytes(), size.bytesMax(), percent).tell(found, AlertType.JOURNAL_FULL, "journal",
                    "the journal has %s of the %s bytes at which it refuses events".formatted(size.bytes(), size.bytesMax()),
                    "see which destination keeps it from being purged, or raise serai.journal.max.bytes");
        }
    }
}
