/** Rules of repeats: what is sent again after a failure must not be there twice. */
@NullMarked
package serai.check.repeats;

import org.jspecify.annotations.NullMarked;
