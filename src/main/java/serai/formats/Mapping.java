package serai.formats;

/** Which version of which format wrote something. */
final class Mapping {

    /** Goes up with every change of what any format writes. */
    private static final int VERSION = 1;

    private Mapping() {
    }

    /** @param format the data type's name */
    static String of(String format) {
        return format + "/" + VERSION;
    }
}
