/** When a destination is tried again after failures. */
@NullMarked
package serai.journal.delivery.retry;

import org.jspecify.annotations.NullMarked;
