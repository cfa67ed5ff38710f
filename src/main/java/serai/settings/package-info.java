/**
 * Settings: where a value comes from, and how its default is derived. What is unknown, out of bounds, or contradicts another
 * setting is refused. {@code known} has every setting with its default and its bounds. Not every package may import this one:
 * {@code ArchitectureTest} lists which.
 */
@NullMarked
package serai.settings;

import org.jspecify.annotations.NullMarked;
