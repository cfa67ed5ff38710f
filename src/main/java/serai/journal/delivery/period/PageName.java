package serai.journal.delivery.period;

import serai.journal.JournalReport;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * The name of a page. The same page has the same name in each attempt, and no other page of the destination ever has it: the name
 * follows from the name of the page that was delivered before, which the journal stores in the transaction that settles it. So a
 * file with that name can be written again without harm.
 *
 * @param period   the period's label, or {@value #AGAIN}
 * @param part     from 1: a further page under the same label has the next number
 * @param restored when the journal was restored from a backup, if the label may have been used since that backup; empty otherwise
 */
public record PageName(String period, int part, String restored) {

    /** The label of pages of records that are sent again: they come from several periods. */
    public static final String AGAIN = "again";

    private static final String KEY = "serai.page";
    private static final String SEPARATOR = " ";
    /** The length of the date that a moment begins with: {@code 20261128}. */
    private static final int DATE = 8;

    /**
     * The name of the next page.
     *
     * @param label      the label of the page's period; {@value #AGAIN} for records that are sent again
     * @param remembered the values that the journal remembers for the destination
     */
    public static PageName next(String label, Map<String, String> remembered) {
        String stored = remembered.get(key(label));
        PageName last = stored == null ? null : read(stored);
        // A label never goes back, even if the clock does, or another zone is set.
        String period = last != null && last.period.compareTo(label) > 0 ? last.period : label;
        String moment = remembered.getOrDefault(JournalReport.RESTORED, "");
        String mark = isFromBefore(period, moment) ? moment : "";
        int part = last != null && last.period.equals(period) && last.restored.equals(mark) ? last.part + 1 : 1;
        return new PageName(period, part, mark);
    }

    /** Whether a page with that label may have been delivered since the backup that was restored then. */
    private static boolean isFromBefore(String label, String moment) {
        return !moment.isEmpty() && (label.equals(AGAIN) || label.compareTo(LocalDate.parse(moment.substring(0, DATE),
                DateTimeFormatter.BASIC_ISO_DATE).plusDays(2).toString()) < 0); // a day later, in whatever zone
    }

    private static PageName read(String stored) {
        String[] parts = stored.split(SEPARATOR, 3);
        return new PageName(parts[0], Integer.parseInt(parts[1]), parts[2]);
    }

    private static String key(String label) {
        return label.equals(AGAIN) ? KEY + "." + AGAIN : KEY;
    }

    /** What the journal is to remember if the page is delivered. */
    public Map<String, String> toRemember() {
        return Map.of(key(period), String.join(SEPARATOR, period, String.valueOf(part), restored));
    }

    /** The name as a part of a file's name: {@code 2026-11-28}, {@code 2026-11-28-2}, {@code again-7}. */
    public String text() {
        return period + (part == 1 && !period.equals(AGAIN) ? "" : "-" + part) + mark();
    }

    private String mark() {
        return restored.isEmpty() ? "" : "-restored-" + restored;
    }
}
