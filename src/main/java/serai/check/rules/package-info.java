/** The list of all rules. */
@NullMarked
package serai.check.rules;

import org.jspecify.annotations.NullMarked;
