/** Reads the journal's tables. */
@NullMarked
package serai.journal.sql.query;

import org.jspecify.annotations.NullMarked;
