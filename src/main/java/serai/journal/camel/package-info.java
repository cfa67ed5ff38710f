/**
 * The Camel component {@code journal:}: routes append to the journal, all that an exchange has named at once, at the end of its
 * route; and destinations are routes that read from it.
 */
@NullMarked
package serai.journal.camel;

import org.jspecify.annotations.NullMarked;
