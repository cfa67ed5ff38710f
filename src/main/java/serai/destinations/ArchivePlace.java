package serai.destinations;

/**
 * Where a series of files has come to, which the journal remembers.
 *
 * @param part   which of its files is written to, from 1
 * @param length that file's true length in bytes: whatever stands behind it comes from an attempt that was not finished
 */
record ArchivePlace(int part, long length) {

    /** @param remembered {@code LENGTH} or {@code LENGTH PART}; null before anything was written */
    static ArchivePlace of(String remembered) {
        if (remembered == null) {
            return new ArchivePlace(1, 0);
        }
        String[] numbers = remembered.split(" ");
        return new ArchivePlace(numbers.length == 1 ? 1 : Integer.parseInt(numbers[1]), Long.parseLong(numbers[0]));
    }

    ArchivePlace nextPart() {
        return new ArchivePlace(part + 1, 0);
    }

    ArchivePlace withLength(long other) {
        return new ArchivePlace(part, other);
    }

    /** As {@link #of} reads it. */
    String toRemember() {
        return part == 1 ? Long.toString(length) : length + " " + part;
    }
}
