/**
 * Checks a configuration before the first event: destinations that no route reads, secrets that would be sent unencrypted, and
 * data types that don't exist.
 */
@NullMarked
package serai.check;

import org.jspecify.annotations.NullMarked;
