/**
 * One destination's loop: a page behind the cursor, batches for the route, failures by their class, and the settlement of all of
 * it. Knows neither Camel nor a database.
 */
package serai.journal.delivery;
