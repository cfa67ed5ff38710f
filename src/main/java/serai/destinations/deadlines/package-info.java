/** The time limit of one attempt to deliver, and how a step is interrupted after that time. Nothing here retries. */
@NullMarked
package serai.destinations.deadlines;

import org.jspecify.annotations.NullMarked;
