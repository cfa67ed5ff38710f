/** {@code ./serai new}: writes the files of a new destination, made from a shipped one. */
@NullMarked
package serai.cli.configure.create;

import org.jspecify.annotations.NullMarked;
