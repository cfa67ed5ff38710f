package serai.destinations.database;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A text column in a database that may change text silently: by a character set that lacks letters, or by a collation that
 * makes two ids equal.
 *
 * @param characterSet of MariaDB and MySQL; SQL Server's follows from the type or the collation
 */
record TextColumn(String table, String name, String type, String characterSet, String collation) {

    /** Columns that identify a learner or an activity, so that upper and lower case must differ. */
    private static final Set<String> IDS = Set.of("learner_id", "course_id", "module_id", "learning_path_id");
    private static final Set<String> WHOLE_UNICODE = Set.of("utf8mb4", "utf16", "utf16le", "utf32");
    private static final Set<String> BY_CODE_PAGE = Set.of("char", "varchar", "text");

    /** The problem with the column, and the remedy; empty if it stores text unchanged. */
    Optional<String> fault() {
        if (!keepsEveryLetter()) {
            return Optional.of(said("keeps only the letters of " + (characterSet == null ? collation : characterSet)
                    + ", and stores others as question marks"));
        }
        return IDS.contains(name) && !tellsCases() ? Optional.of(said("treats ids that differ only in upper and lower case as "
                + "equal, by its collation " + collation)) : Optional.empty();
    }

    /** Any character set will do for {@code record_id}, which is ASCII. */
    private boolean keepsEveryLetter() {
        if (name.equals("record_id")) {
            return true;
        }
        return characterSet == null ? !BY_CODE_PAGE.contains(type) || collation.endsWith("_UTF8")
                : WHOLE_UNICODE.contains(characterSet);
    }

    private boolean tellsCases() {
        String told = collation.toLowerCase(Locale.ROOT);
        return told.contains("_bin") || told.contains("_cs") || told.equals("binary");
    }

    private String said(String fault) {
        return "the column %s of the warehouse's table %s %s; give it the type that create.sql has".formatted(name, table, fault);
    }
}
