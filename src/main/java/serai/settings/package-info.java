/**
 * Settings. {@link serai.settings.Setting} has every setting with its default and its bounds; the other classes read values, and
 * refuse settings that are unknown, out of bounds, or contradict another. Not every package may import this one:
 * {@code ArchitectureTest} lists which.
 */
@NullMarked
package serai.settings;

import org.jspecify.annotations.NullMarked;
