/** Praesidium Academy's side: it posts to the webhook, also when its test endpoint is asked to. */
package serai.sandbox.praesidium;
