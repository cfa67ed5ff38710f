/**
 * The learning record and its vocabulary. Imports no other package of Serai.
 */
@NullMarked
package serai.model;

import org.jspecify.annotations.NullMarked;
