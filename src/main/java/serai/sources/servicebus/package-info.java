/**
 * Azure Service Bus, in addition to Camel's component, which receives: settles a message (completes or dead-letters it) after
 * its route has ended, checks whether messages are received, and reads the broker's dead letters.
 */
@NullMarked
package serai.sources.servicebus;

import org.jspecify.annotations.NullMarked;
