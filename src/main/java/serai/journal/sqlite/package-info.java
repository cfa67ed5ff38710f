/** The journal kept in a database: one writer that shares commits, many readers. */
package serai.journal.sqlite;

