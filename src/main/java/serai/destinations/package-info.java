/**
 * What routes of destinations need beside Camel's own components: files that a crash can't spoil, a database that is made
 * at its first use, an HTTP client that sends each request once, and what such a request carries: tokens, certificates,
 * signatures.
 */
package serai.destinations;

