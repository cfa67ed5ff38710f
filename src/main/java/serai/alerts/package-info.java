/**
 * The component {@code serai-alert:}, which gives routes an event when something begins that an operator must know, and when it
 * ends.
 */
@NullMarked
package serai.alerts;

import org.jspecify.annotations.NullMarked;
