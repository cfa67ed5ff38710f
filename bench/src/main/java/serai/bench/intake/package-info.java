/** Benches of taking events in: by the webhook, and from Service Bus. */
package serai.bench.intake;
