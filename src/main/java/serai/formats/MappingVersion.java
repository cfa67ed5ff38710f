package serai.formats;

/** Names the version of a format that has written a text. */
public final class MappingVersion {

    /** Increase this whenever the output of any format changes. */
    private static final int VERSION = 1;

    private MappingVersion() {
    }

    /** @param format the data type's name */
    public static String of(String format) {
        return format + "/" + VERSION;
    }
}
