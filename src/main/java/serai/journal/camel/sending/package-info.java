/** What a destination's route sends: which records, and how the last request left. Learned from Camel, whichever step sends. */
@NullMarked
package serai.journal.camel.sending;

import org.jspecify.annotations.NullMarked;
