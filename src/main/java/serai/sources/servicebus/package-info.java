/**
 * Azure Service Bus, beside Camel's component, which receives: a message is settled (completed, or dead-lettered) after its route
 * has ended, whether anything comes and why not, and the dead letters at the broker.
 */
package serai.sources.servicebus;
