/**
 * Leads samples through the routes, as far as that is possible without running them, and notes what each step makes of a sample.
 * The rules of expressions read these notes.
 */
@NullMarked
package serai.check.walk;

import org.jspecify.annotations.NullMarked;
