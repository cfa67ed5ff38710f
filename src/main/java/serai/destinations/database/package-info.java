/**
 * Databases: connections with deadlines and verified TLS, the statements of a dialect, and a check that text is stored
 * unchanged.
 */
@NullMarked
package serai.destinations.database;

import org.jspecify.annotations.NullMarked;
