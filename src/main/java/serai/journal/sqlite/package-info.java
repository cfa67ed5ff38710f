/** The journal in SQLite: one writer that shares commits, and many readers. */
package serai.journal.sqlite;
