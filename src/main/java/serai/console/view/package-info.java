/** Renders the page: its texts, its numbers, and its templates. */
@NullMarked
package serai.console.view;

import org.jspecify.annotations.NullMarked;
