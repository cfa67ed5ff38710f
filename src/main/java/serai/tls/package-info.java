/**
 * Certificates of Serai's (the webhook's, and a client's for a destination) from files that may change while Serai runs, and
 * connections without TLS.
 */
@NullMarked
package serai.tls;

import org.jspecify.annotations.NullMarked;
