/** Praesidium Academy's side: posts events to the webhook, on request of a caller or of the test endpoint's client. */
@NullMarked
package serai.sandbox.praesidium;

import org.jspecify.annotations.NullMarked;
