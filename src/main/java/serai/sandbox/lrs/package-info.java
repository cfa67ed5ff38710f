/** A learning record store by xAPI 1.0.3, in memory. */
@NullMarked
package serai.sandbox.lrs;

import org.jspecify.annotations.NullMarked;
