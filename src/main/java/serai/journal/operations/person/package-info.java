/** What the journal holds of one person: found, shown to that person, and forgotten. */
@NullMarked
package serai.journal.operations.person;

import org.jspecify.annotations.NullMarked;
