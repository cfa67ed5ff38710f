/**
 * Who may post: HTTP Basic, the hashing of passwords in turns that are fair by address, who signed in before, and who was refused.
 */
package serai.webhook.authentication;
