/**
 * Makes events of simulated learners as both platforms publish them: the sequences in the platforms' documents, in any number,
 * with the irregularities of the samples, and with faults on demand. The same seed repeats them. This package sends nothing.
 */
@NullMarked
package serai.sandbox.platforms;

import org.jspecify.annotations.NullMarked;
