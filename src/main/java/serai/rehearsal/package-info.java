/**
 * A configuration tried out without any input or output: its routes run in a context of their own, in which every endpoint that
 * would leave the process is replaced by one that records what it was given.
 */
@NullMarked
package serai.rehearsal;

import org.jspecify.annotations.NullMarked;
