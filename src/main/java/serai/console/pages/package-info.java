/** The pages for finding records and for dead letters: what is asked, and what is shown. */
@NullMarked
package serai.console.pages;

import org.jspecify.annotations.NullMarked;
