/**
 * The queues of the local namespace: their messages, locks, settlements and dead letters. Links of AMQP are known to it only as a
 * {@link serai.sandbox.servicebus.queue.MessageReceiver}.
 */
@NullMarked
package serai.sandbox.servicebus.queue;

import org.jspecify.annotations.NullMarked;
