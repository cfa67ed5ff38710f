package serai.destinations;

import serai.journal.Journal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;

/**
 * The files of one UTC day of receipt and one type: {@code DAY/TYPE.jsonl}, then {@code DAY/TYPE.2.jsonl} and so on. In a
 * journal that was restored from a backup the names carry the moment of that: files that have grown since the backup are
 * left alone.
 *
 * @param day    such as {@code 2026-11-22}
 * @param title  what the names begin with
 * @param suffix what they end with
 */
record ArchiveSeries(String day, String title, String suffix) {

    private static final int TITLE_MAX = 100;

    /** @param restored the moment of the restore, null where there was none */
    static ArchiveSeries of(String day, String type, String restored, String suffix) {
        return new ArchiveSeries(day, title(type) + (restored == null ? "" : "." + restored), suffix);
    }

    /** The series under that key, if it is one of this suffix, and not from before a restore; else null. */
    static ArchiveSeries ofKey(String key, Map<String, String> remembered, String suffix) {
        String restored = remembered.get(Journal.RESTORED);
        String end = (restored == null ? "" : "." + restored) + "." + suffix;
        int slash = key.indexOf('/');
        return slash < 0 || !key.endsWith(end) ? null
                : new ArchiveSeries(key.substring(0, slash), key.substring(slash + 1, key.length() - suffix.length() - 1), suffix);
    }

    /**
     * A type that a platform has made up may hold anything: what does not go into a file's name is percent-encoded, and dots
     * are, which part a name.
     */
    private static String title(String type) {
        String safe = URLEncoder.encode(type.toLowerCase(Locale.ROOT), StandardCharsets.UTF_8).replace("*", "%2A").replace(".", "%2E");
        return safe.length() <= TITLE_MAX ? safe
                : safe.substring(0, TITLE_MAX - 9) + "~" + Integer.toHexString(type.hashCode());
    }

    /** By which the journal remembers its place. */
    String key() {
        return day + "/" + name(1);
    }

    /** The name of a part's file once it is finished, in the day's folder. */
    String name(int part) {
        return title + (part == 1 ? "" : "." + part) + "." + suffix;
    }

    boolean isOver(LocalDate today) {
        return day.compareTo(today.toString()) < 0;
    }
}
