package serai.destinations.files;

import serai.journal.JournalReport;
import serai.model.Digest;
import serai.model.EventType;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    /** Behind the name of a file that is not finished. */
    static final String GROWING = ".growing";

    private static final Pattern KEY = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)/(.+)\\.([a-z0-9]{1,16})");
    private static final int READABLE_MAX = 40;
    private static final int HASH_BYTES = 10;

    /** @param restored the moment of the restore, null where there was none */
    static ArchiveSeries of(String day, String type, String restored, String suffix) {
        return new ArchiveSeries(day, title(type) + (restored == null ? "" : "." + restored), suffix);
    }

    /** The series under that key, unless it is none or from before a restore: then null. */
    static ArchiveSeries ofKey(String key, Map<String, String> remembered) {
        String restored = remembered.get(JournalReport.RESTORED);
        Matcher parts = KEY.matcher(key);
        return !parts.matches() || restored != null && !parts.group(2).endsWith("." + restored) ? null
                : new ArchiveSeries(parts.group(1), parts.group(2), parts.group(3));
    }

    static boolean isKey(String name) {
        return KEY.matcher(name).matches();
    }

    /**
     * A type that Serai knows is its own title. One that a platform has made up may hold anything, and file systems take
     * names for one that differ in case, in the form of an accent, or far behind: its title is what is readable of it, and a
     * hash of all of it.
     */
    private static String title(String type) {
        if (EventType.named(type).isPresent()) {
            return type.toLowerCase(Locale.ROOT);
        }
        String readable = type.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_", "");
        return readable.substring(0, Math.min(readable.length(), READABLE_MAX)) + "~" + hash(type);
    }

    private static String hash(String type) {
        ByteBuffer chars = ByteBuffer.allocate(type.length() * Character.BYTES);
        chars.asCharBuffer().put(type); // no charset: half a surrogate pair has no bytes in any
        return HexFormat.of().formatHex(Digest.sha256(chars.array()), 0, HASH_BYTES);
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
