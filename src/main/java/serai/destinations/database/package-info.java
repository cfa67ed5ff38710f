/**
 * Databases: connections with deadlines and verified TLS, the statements of a dialect, and a check that text is stored
 * unchanged.
 */
package serai.destinations.database;
