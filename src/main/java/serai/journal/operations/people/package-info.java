/** Whose records are whose: what operators have linked, and the records that wait until it is known whose they are. */
@NullMarked
package serai.journal.operations.people;

import org.jspecify.annotations.NullMarked;
