package serai.destinations.database;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A column of text in a database that may change what it is given without a word: by a character set that lacks letters, or a
 * collation by which two ids are one.
 *
 * @param characterSet MariaDB's and MySQL's; SQL Server's is its type's or its collation's
 */
record TextColumn(String table, String name, String type, String characterSet, String collation) {

    /** What identifies somebody or something, so that its letters' case counts. */
    private static final Set<String> IDS = Set.of("learner_id", "course_id", "module_id", "learning_path_id");
    private static final Set<String> WHOLE_UNICODE = Set.of("utf8mb4", "utf16", "utf16le", "utf32");
    private static final Set<String> BY_CODE_PAGE = Set.of("char", "varchar", "text");

    /** What is wrong with it, and the remedy; empty if it keeps what it is given. */
    Optional<String> fault() {
        if (!keepsEveryLetter()) {
            return Optional.of(said("keeps no letters but those of " + (characterSet == null ? collation : characterSet)
                    + ", and makes a question mark of others"));
        }
        return IDS.contains(name) && !tellsCases() ? Optional.of(said("takes ids for the same that differ in the case of their "
                + "letters, by its collation " + collation)) : Optional.empty();
    }

    /** An id of a record is of ASCII. */
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
