/** Finds what the journal holds of one person, to show it to that person or to forget it. */
@NullMarked
package serai.journal.operations.person;

import org.jspecify.annotations.NullMarked;
