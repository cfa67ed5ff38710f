/** Writes the journal's tables: one writer, whose commits many appends share. */
@NullMarked
package serai.journal.sqlite.write;

import org.jspecify.annotations.NullMarked;
