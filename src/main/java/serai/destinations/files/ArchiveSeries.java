package serai.destinations.files;

import org.jspecify.annotations.Nullable;
import serai.destinations.files.finished.ArchiveDisk;
import serai.journal.JournalReport;
import serai.model.Digest;
import serai.model.EventType;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of one UTC day of receipt and one type: {@code DAY/TYPE.jsonl}, then {@code DAY/TYPE.2.jsonl} and so on. After a
 * restore from a backup, the names contain the moment of the restore, so that files that have grown since the backup stay
 * untouched.
 *
 * @param day    such as {@code 2026-11-22}
 * @param title  the beginning of the file names
 * @param suffix the end of the file names
 */
record ArchiveSeries(String day, String title, String suffix) {

    /** The end of the name of a file that is not finished. */
    static final String GROWING = ArchiveDisk.UNFINISHED;

    private static final Pattern KEY = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)/(.+)\\.([a-z0-9]{1,16})");
    private static final int READABLE_MAX = 40;
    private static final int HASH_BYTES = 10;

    /** @param restored the moment of the restore; null if there was none */
    static ArchiveSeries of(String day, String type, @Nullable String restored, String suffix) {
        return new ArchiveSeries(day, title(type) + (restored == null ? "" : "." + restored), suffix);
    }

    /** The series with that key; null if the key isn't a series' key, or is from before a restore. */
    static @Nullable ArchiveSeries ofKey(String key, Map<String, String> remembered) {
        String restored = remembered.get(JournalReport.RESTORED);
        Matcher parts = KEY.matcher(key);
        return !parts.matches() || restored != null && !parts.group(2).endsWith("." + restored) ? null
                : new ArchiveSeries(parts.group(1), parts.group(2), parts.group(3));
    }

    static boolean isKey(String name) {
        return KEY.matcher(name).matches();
    }

    /**
     * The title of a known type is its name. An unknown type may contain any character, and file systems may treat names as
     * equal that differ in case, in the form of an accent, or only after many characters. So its title is its readable
     * characters and a hash of the whole name.
     */
    private static String title(String type) {
        Optional<EventType> known = EventType.named(type);
        if (known.isPresent()) {
            return known.get().snakeCase();
        }
        String readable = type.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_", "");
        return readable.substring(0, Math.min(readable.length(), READABLE_MAX)) + "~" + hash(type);
    }

    private static String hash(String type) {
        ByteBuffer chars = ByteBuffer.allocate(type.length() * Character.BYTES);
        chars.asCharBuffer().put(type); // without a charset, because none has bytes for half a surrogate pair
        return HexFormat.of().formatHex(Digest.sha256(chars.array()), 0, HASH_BYTES);
    }

    /** The key under which the journal remembers the series' position. */
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
