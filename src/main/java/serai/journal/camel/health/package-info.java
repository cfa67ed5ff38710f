/**
 * What a running Serai says of its journal and deliveries: metrics, health checks, and the status that commands beside it read. The
 * package looks at the journal and changes nothing in it.
 */
@NullMarked
package serai.journal.camel.health;

import org.jspecify.annotations.NullMarked;
