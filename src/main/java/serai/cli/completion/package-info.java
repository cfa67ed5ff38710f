/** {@code serai completion}: the scripts by which shells complete the command line. */
@NullMarked
package serai.cli.completion;

import org.jspecify.annotations.NullMarked;
