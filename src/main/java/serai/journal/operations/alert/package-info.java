/** The alerts that have begun and not ended. */
@NullMarked
package serai.journal.operations.alert;

import org.jspecify.annotations.NullMarked;
