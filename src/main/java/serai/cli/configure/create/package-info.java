/** {@code ./serai new}: a destination of one's own, written from a shipped one. */
@NullMarked
package serai.cli.configure.create;

import org.jspecify.annotations.NullMarked;
