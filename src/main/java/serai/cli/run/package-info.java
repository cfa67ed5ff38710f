/** {@code run} and {@code demo}: Serai alone in a process. */
@NullMarked
package serai.cli.run;

import org.jspecify.annotations.NullMarked;
