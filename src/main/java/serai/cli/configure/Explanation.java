package serai.cli.configure;

import serai.journal.Appended;
import serai.rehearsal.DeliveryResult;
import serai.rehearsal.IntakeResult;

import java.util.List;
import java.util.Map;

/**
 * What becomes of one event.
 *
 * @param number     its place in the file, from 1
 * @param deliveries what becomes of it at each destination; empty if it reaches none
 * @param repeats    what becomes of a repeat, by destination, where the repeat sends something else
 */
record Explanation(int number, IntakeResult intake, List<DeliveryResult> deliveries, Map<String, DeliveryResult> repeats) {

    /** Whether the event is not known already by an earlier one in the same file. */
    boolean isNew() {
        return intake.appended() == null || intake.appended() == Appended.STORED;
    }
}
