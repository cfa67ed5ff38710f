/**
 * What the writer knows of records beyond their batches: identities, completions and learners. New entries stay in memory, since
 * the newest batches hold the same, and are sorted into their tables many at a time.
 */
@NullMarked
package serai.journal.sql.index;

import org.jspecify.annotations.NullMarked;
