/**
 * The journal kept in SQLite: opened, migrated, backed up, restored. In {@code write} is the one writer with all that it stores, in
 * {@code query} what is read, in {@code files} what guards the files.
 */
package serai.journal.sqlite;

