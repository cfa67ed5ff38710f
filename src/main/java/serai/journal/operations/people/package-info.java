/** Which person a learner is: the links that operators have made, and the records that wait until it is known whose they are. */
@NullMarked
package serai.journal.operations.people;

import org.jspecify.annotations.NullMarked;
