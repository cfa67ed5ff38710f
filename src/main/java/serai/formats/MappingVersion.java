package serai.formats;

import java.util.Map;

/** Names the version of a format that has written a text. */
public final class MappingVersion {

    /** The formats whose output has changed, by the data type's name, and how often; the others have version 1. */
    private static final Map<String, Integer> VERSIONS = Map.of("csv:rows", 3, "csv:spreadsheet", 2, "sql:rows", 3);

    private MappingVersion() {
    }

    /** @param format the data type's name */
    public static String of(String format) {
        return format + "/" + VERSIONS.getOrDefault(format, 1);
    }
}
