/** Checks a configuration before the first event: findings, the rules that make them, and the configuration that rules read. */
@NullMarked
package serai.check;

import org.jspecify.annotations.NullMarked;
