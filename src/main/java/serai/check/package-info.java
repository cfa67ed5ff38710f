/**
 * Looks over a configuration before the first event: destinations that nobody reads, secrets that would go in clear, types that
 * nothing translates to.
 */
package serai.check;
