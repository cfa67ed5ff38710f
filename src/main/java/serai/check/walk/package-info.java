/**
 * Samples led through the routes, as far as that is possible without running them: what each step makes of a sample, and what is
 * known of it there. The rules of expressions look at that.
 */
@NullMarked
package serai.check.walk;

import org.jspecify.annotations.NullMarked;
