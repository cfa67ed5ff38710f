/** Writes the journal's tables: one writer, whose commits many appends share. */
@NullMarked
package serai.journal.sql.write;

import org.jspecify.annotations.NullMarked;
