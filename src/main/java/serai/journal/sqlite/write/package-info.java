/** Writes the journal's tables: one writer, whose commits many appends share. */
package serai.journal.sqlite.write;
