/** Rules about traps: steps and options that are known to lose events, or to hide that they failed. */
@NullMarked
package serai.check.traps;

import org.jspecify.annotations.NullMarked;
