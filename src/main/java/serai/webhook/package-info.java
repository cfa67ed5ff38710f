/**
 * Who may post to the webhook, and how a refusal reads: Basic authentication and problem details as plain steps of a
 * route, alike in every host of {@code platform-http}. Imports nothing of ours.
 */
package serai.webhook;
