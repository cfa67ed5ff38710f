/** Which person a learner is: the links that operators have made, and the unmatched records that wait for a match. */
@NullMarked
package serai.journal.operations.people;

import org.jspecify.annotations.NullMarked;
