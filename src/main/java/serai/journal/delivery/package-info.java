/**
 * The loop for one destination: it reads a page behind the cursor, gives batches to the route, acts on failures by their class,
 * and settles the page. The package depends neither on Camel nor on a database.
 */
@NullMarked
package serai.journal.delivery;

import org.jspecify.annotations.NullMarked;
