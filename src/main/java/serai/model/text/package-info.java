/** Text made fit to be kept and shown: no longer than it may be, on one line that hides nothing. */
@NullMarked
package serai.model.text;

import org.jspecify.annotations.NullMarked;
