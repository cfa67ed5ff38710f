/**
 * The server of the webhook and of the management port: connections, requests, bodies and answers, each with its bound, on Camel's
 * event loop.
 */
package serai.webhook.server;
