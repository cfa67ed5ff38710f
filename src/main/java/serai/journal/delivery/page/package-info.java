/**
 * Gives one page to the route in batches, and narrows failures down to the records that cause them. The result is a
 * {@link serai.journal.delivery.page.PageOutcome}; the package stores nothing and waits for nothing.
 */
@NullMarked
package serai.journal.delivery.page;

import org.jspecify.annotations.NullMarked;
