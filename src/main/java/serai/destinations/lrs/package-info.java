/**
 * The learning record store: {@link serai.destinations.lrs.LrsClient} is an HTTP client that also knows which statements the LRS
 * says it has stored, and whether a statement that it has already is the same one.
 */
@NullMarked
package serai.destinations.lrs;

import org.jspecify.annotations.NullMarked;
