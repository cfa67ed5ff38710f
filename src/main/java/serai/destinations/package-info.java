/**
 * What routes of destinations need beside Camel's own components: files that a crash can't spoil, a database that is made
 * at its first use, an HTTP client that sends each request once, and a signature for it.
 */
package serai.destinations;
