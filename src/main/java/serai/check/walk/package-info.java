/**
 * Leads samples through the routes without running them, and finds what each step makes of a sample and what is known of it there.
 * The rules about expressions read that.
 */
@NullMarked
package serai.check.walk;

import org.jspecify.annotations.NullMarked;
