/**
 * The journal in SQLite: opened, migrated, backed up, restored; {@code files} has the guards of the files. What it has in common
 * with other stores is in {@link serai.journal.sql}.
 */
@NullMarked
package serai.journal.sqlite;

import org.jspecify.annotations.NullMarked;
