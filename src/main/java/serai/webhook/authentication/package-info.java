/**
 * Decides who may post: HTTP Basic, checks of passwords in fair turns by address, earlier sign-ins, and refused senders.
 */
@NullMarked
package serai.webhook.authentication;

import org.jspecify.annotations.NullMarked;
