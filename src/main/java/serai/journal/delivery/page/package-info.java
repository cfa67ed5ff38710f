/**
 * One page given to the route: in batches, narrowed down to the records that fail. What comes of it is a
 * {@link serai.journal.delivery.page.Pass}; the package stores nothing and waits for nothing.
 */
@NullMarked
package serai.journal.delivery.page;

import org.jspecify.annotations.NullMarked;
