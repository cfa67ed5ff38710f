/**
 * A local Azure Service Bus namespace: the unmodified Azure SDKs talk to it over AMQP 1.0. All its work runs on one event loop,
 * so it needs no synchronisation.
 */
@NullMarked
package serai.sandbox.servicebus;

import org.jspecify.annotations.NullMarked;
