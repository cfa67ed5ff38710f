/**
 * What routes of destinations need beside Camel's own components. Here stands what all kinds of destinations share: what a failure
 * was, and whether a connection to another machine is verified. {@code files} has the archive, {@code database} the warehouse,
 * {@code http} the LRS and other HTTP endpoints, {@code attempt} the time that one attempt may take. How often is tried again is
 * decided in {@code serai.journal.delivery}.
 */
package serai.destinations;

