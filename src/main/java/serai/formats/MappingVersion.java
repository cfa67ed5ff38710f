package serai.formats;

/** Which version of which format wrote something. */
public final class MappingVersion {

    /** Goes up with every change of what any format writes. */
    private static final int VERSION = 1;

    private MappingVersion() {
    }

    /** @param format the data type's name */
    public static String of(String format) {
        return format + "/" + VERSION;
    }
}
