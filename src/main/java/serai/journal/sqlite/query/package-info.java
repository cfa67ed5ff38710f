/** Reads the journal's tables. */
package serai.journal.sqlite.query;
