package serai.destinations.files;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a series of files has come to, which the journal remembers.
 *
 * @param part   which of its files is written to, from 1
 * @param length that file's true length in bytes
 * @param crc    {@link ArchiveTail#crc} of that file's end; -1 where it is not known, as of archives that were begun before it
 *               was remembered
 * @param stamp  counts what the archive has asked to be remembered: of two memories the older has the lower; 0 where it is not
 *               known
 * @param passed parts that were passed over, since their files are not ours or not as they were left: {@code 1-3,7-7}; empty
 *               where there are none
 */
record FilePosition(int part, long length, long crc, long stamp, String passed) {

    private static final FilePosition BEGIN = new FilePosition(1, 0, -1, 0, "");
    private static final Pattern RANGE = Pattern.compile("(\\d+)-(\\d+)");
    private static final String NONE = "-";

    /** @param remembered {@code LENGTH}, {@code LENGTH PART} or all five; null before anything was written */
    static FilePosition of(String remembered) {
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

    /** The beginning of a later part; this one and those between are passed over. */
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

    /** As {@link #of} reads it. */
    String toRemember() {
        return length + " " + part + " " + crc + " " + stamp + " " + (passed.isEmpty() ? NONE : passed);
    }
}
