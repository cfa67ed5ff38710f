/**
 * Components that destinations' routes need in addition to Camel's own: files that survive a crash, a database whose tables are
 * made at the first use, and an HTTP client that sends each request once, with tokens, certificates and signatures.
 */
package serai.destinations;

