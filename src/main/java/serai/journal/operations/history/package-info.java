/** What the journal's counters were: noted each minute, and thinned with age. */
@NullMarked
package serai.journal.operations.history;

import org.jspecify.annotations.NullMarked;
