/** {@code serai init}, {@code copy-shipped}, {@code diff-shipped}: the folder of what is the user's, apart from what is shipped. */
@NullMarked
package serai.cli.home;

import org.jspecify.annotations.NullMarked;
