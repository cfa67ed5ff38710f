/**
 * Finds what is wrong with a configuration before the first event comes: the findings, the rules that make them, and the
 * configuration that the rules examine.
 */
@NullMarked
package serai.check;

import org.jspecify.annotations.NullMarked;
