/** What a destination's route sends: which records, and the last request. Camel's events tell it, whichever step sends. */
@NullMarked
package serai.journal.camel.sending;

import org.jspecify.annotations.NullMarked;
