/** Reads the journal's tables. */
@NullMarked
package serai.journal.sqlite.query;

import org.jspecify.annotations.NullMarked;
