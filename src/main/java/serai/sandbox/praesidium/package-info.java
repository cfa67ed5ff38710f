/** Praesidium Academy's side: posts events to the webhook, on request of a caller or of the test endpoint's client. */
package serai.sandbox.praesidium;
