/**
 * What is set from outside. Every setting stands in {@link serai.settings.Setting}, with its default and its bounds; the others
 * read values, and refuse what is unknown, out of bounds, or contradicts another.
 */
package serai.settings;

