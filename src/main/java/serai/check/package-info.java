/**
 * What can be wrong with a configuration and shows before the first event: findings, the rules that find them, and the
 * configuration that rules look at.
 */
@NullMarked
package serai.check;

import org.jspecify.annotations.NullMarked;
