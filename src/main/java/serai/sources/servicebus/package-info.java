/**
 * Azure Service Bus: whether anything comes and why not, what becomes of a message that is no event, and the dead letters at the
 * broker.
 */
package serai.sources.servicebus;
