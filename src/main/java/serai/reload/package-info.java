/**
 * Edited routes, the files that they name, and settings, taken over by a Serai that runs: checked, then exchanged without losing
 * or doubling a record in flight.
 */
@NullMarked
package serai.reload;

import org.jspecify.annotations.NullMarked;
