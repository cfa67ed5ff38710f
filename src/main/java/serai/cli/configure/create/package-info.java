/** The command {@code ./serai new}, which writes the files of a user's own destination from a shipped one. */
@NullMarked
package serai.cli.configure.create;

import org.jspecify.annotations.NullMarked;
