/**
 * A local Azure Service Bus namespace: the unmodified Azure SDKs talk to it over AMQP 1.0. Everything in it runs on one
 * event loop, so nothing in it is locked.
 */
package serai.sandbox.servicebus;

