/**
 * How the webhook reads and answers: its content type, and problem details (RFC 9457) for refusals, as plain steps of a route that
 * are alike in every host of {@code platform-http}.
 */
package serai.webhook;
