package serai.journal;

import serai.model.LearningRecord;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The records that stand next behind a destination's cursor: the unit of delivery.
 *
 * @param after   the sequence number behind which the page begins
 * @param upTo    the sequence number up to which it has looked; everything named for the destination between the two is
 *                in it. At least {@code after}
 * @param records in the order of their append; possibly none
 */
public record Page(long after, long upTo, List<LearningRecord> records) {

    public Page {
        records = List.copyOf(records);
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    /** The records by kind; kinds in the order of their first record, records in the order of the page. */
    Map<Kind, List<LearningRecord>> byKind() {
        Map<Kind, List<LearningRecord>> kinds = new LinkedHashMap<>();
        records.forEach(record -> kinds.computeIfAbsent(Kind.of(record), kind -> new ArrayList<>()).add(record));
        return kinds;
    }
}
