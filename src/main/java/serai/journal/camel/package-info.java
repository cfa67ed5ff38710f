/**
 * The Camel component {@code journal:}. A source's route appends to the journal once, at its end, for all destinations that the
 * exchange has named. A destination is a route that reads from the journal.
 */
@NullMarked
package serai.journal.camel;

import org.jspecify.annotations.NullMarked;
