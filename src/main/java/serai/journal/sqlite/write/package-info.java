/** Changes the journal's tables, by one writer that shares its commits. */
package serai.journal.sqlite.write;
