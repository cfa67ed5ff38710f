/**
 * Components that destinations' routes need in addition to Camel's own. This package has what all destinations share: it says
 * what a failure was, and whether the connection to another machine is verified, and it keeps a secret off an endpoint's URI.
 * {@code files} has the archive, {@code database} the warehouse, {@code http} HTTP endpoints, {@code lrs} the learning record
 * store, {@code sftp}, {@code mail} and {@code blob} files sent elsewhere, {@code deadlines} the time limit of an attempt.
 * {@code serai.journal.delivery} decides about retries.
 */
@NullMarked
package serai.destinations;

import org.jspecify.annotations.NullMarked;
