/** The command line: {@code ./serai run}, {@code demo}, {@code sandbox}, … */
@NullMarked
package serai.cli;

import org.jspecify.annotations.NullMarked;
