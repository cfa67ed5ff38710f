/**
 * The servers of the webhook and of the management port: connections, requests, bodies and answers, each with a bound, on the
 * event loop of Camel's Vert.x.
 */
@NullMarked
package serai.webhook.server;

import org.jspecify.annotations.NullMarked;
