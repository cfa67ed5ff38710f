/** Sends invented events to Serai in the way in which the platforms send theirs. */
@NullMarked
package serai.cli.publish;

import org.jspecify.annotations.NullMarked;
