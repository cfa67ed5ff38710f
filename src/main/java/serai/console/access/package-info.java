/** Who may see and do what on the page. */
@NullMarked
package serai.console.access;

import org.jspecify.annotations.NullMarked;
