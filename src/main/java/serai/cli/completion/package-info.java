/** {@code serai completion}: what a shell completes of the command line. */
@NullMarked
package serai.cli.completion;

import org.jspecify.annotations.NullMarked;
