/**
 * Azure Service Bus: checks whether messages are received, dead-letters messages that are not events, and reads the broker's
 * dead letters.
 */
package serai.sources.servicebus;
