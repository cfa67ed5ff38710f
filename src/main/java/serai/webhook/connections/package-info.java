/**
 * Connections of the webhook and of the management port: how many there may be, of whom, and for how long, and one request of
 * each at a time. The package knows nothing of routes and events.
 */
@NullMarked
package serai.webhook.connections;

import org.jspecify.annotations.NullMarked;
