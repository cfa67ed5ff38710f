/** Destinations that get one page a day or an hour: when a page is due, which records it has, and what it is called. */
@NullMarked
package serai.journal.delivery.period;

import org.jspecify.annotations.NullMarked;
