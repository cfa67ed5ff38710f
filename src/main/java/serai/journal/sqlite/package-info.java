/**
 * The journal in SQLite: opened, migrated, backed up, restored. {@code write} has the only writer and all that it stores,
 * {@code query} the queries, {@code files} the guards of the files.
 */
@NullMarked
package serai.journal.sqlite;

import org.jspecify.annotations.NullMarked;
