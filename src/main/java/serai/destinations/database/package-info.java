/**
 * Databases: connections with deadlines and verified TLS, the statements of a dialect, and whether a text arrives as it was meant.
 */
package serai.destinations.database;
