package serai.destinations.files;

import org.jspecify.annotations.Nullable;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The position up to which a series of files is written. The journal remembers it.
 *
 * @param part   the part that is written to, from 1
 * @param length the valid length of that file in bytes
 * @param crc    {@link ArchiveTail#crc} of that file's end; -1 if it is not known, because an older version has written the
 *               position
 * @param stamp  counts the positions that the archive has asked the journal to remember, so that an older copy of the journal
 *               has a lower one; 0 if it is not known
 * @param passed parts that were skipped because their files are not Serai's or were changed, such as {@code 1-3,7-7}; empty if
 *               there are none
 */
record FilePosition(int part, long length, long crc, long stamp, String passed) {

    private static final FilePosition BEGIN = new FilePosition(1, 0, -1, 0, "");
    private static final Pattern RANGE = Pattern.compile("(\\d+)-(\\d+)");
    private static final String NONE = "-";

    /** @param remembered {@code LENGTH}, {@code LENGTH PART} or all five; null before anything was written */
    static FilePosition of(@Nullable String remembered) {
        if (remembered == null) {
            return BEGIN;
        }
        String[] words = remembered.split(" ");
        int part = words.length == 1 ? 1 : Integer.parseInt(words[1]);
        long length = Long.parseLong(words[0]);
        return words.length < 5 ? new FilePosition(part, length, -1, 0, "") : new FilePosition(part, length,
                Long.parseLong(words[2]), Long.parseLong(words[3]), words[4].equals(NONE) ? "" : words[4]);
    }

    boolean isBegin() {
        return length == 0;
    }

    FilePosition nextPart() {
        return new FilePosition(part + 1, 0, -1, stamp, passed);
    }

    /** The beginning of a later part; this part and those between are skipped. */
    FilePosition passingTo(int laterPart) {
        String range = part + "-" + (laterPart - 1);
        return new FilePosition(laterPart, 0, -1, stamp, passed.isEmpty() ? range : passed + "," + range);
    }

    boolean hasPassed(int otherPart) {
        Matcher range = RANGE.matcher(passed);
        while (range.find()) {
            if (Integer.parseInt(range.group(1)) <= otherPart && otherPart <= Integer.parseInt(range.group(2))) {
                return true;
            }
        }
        return false;
    }

    FilePosition grown(long otherLength, long otherCrc, long otherStamp) {
        return new FilePosition(part, otherLength, otherCrc, otherStamp, passed);
    }

    /** The text that {@link #of} reads. */
    String toRemember() {
        return length + " " + part + " " + crc + " " + stamp + " " + (passed.isEmpty() ? NONE : passed);
    }
}
