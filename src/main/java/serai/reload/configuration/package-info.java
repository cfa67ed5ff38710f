/**
 * A configuration as its files have it, and what has changed since the one before. The package reads files; it knows nothing of the
 * routes that run.
 */
@NullMarked
package serai.reload.configuration;

import org.jspecify.annotations.NullMarked;
